package io.warifu.shares.keep;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** The bytes of one share. Immutable, so that Hibernate keeps no second copy to compare with. */
@Entity
@Immutable
@Table(name = "share_payload")
class PayloadRow {

    @Id
    @Column(name = "object_id")
    private UUID objectId;

    @Column(name = "payload")
    private byte[] payload;

    /** For Hibernate. */
    protected PayloadRow() {}
}
