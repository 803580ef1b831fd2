package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What the database knows about one share; its bytes are in {@link PayloadRow}. */
@Entity
@Immutable
@Table(name = "share")
class ShareRow {

    @Id
    @Column(name = "object_id")
    private UUID objectId;

    @Column(name = "sequence")
    private long sequence;

    @Column(name = "owner")
    private String owner;

    @Column(name = "kind")
    @Enumerated(EnumType.STRING)
    private ObjectKind kind;

    @Column(name = "audience")
    @Enumerated(EnumType.STRING)
    private Audience audience;

    @Column(name = "pseudonym")
    private @Nullable UUID pseudonym;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "size_bytes")
    private long sizeBytes;

    @Column(name = "stored_at")
    private Instant storedAt;

    /** For Hibernate. */
    protected ShareRow() {}

    ShareRow(NewShare share, long sequence, Instant storedAt) {
        ShareLabels labels = share.labels();
        this.objectId = share.object().value();
        this.sequence = sequence;
        this.owner = labels.owner().value();
        this.kind = labels.kind();
        this.audience = labels.audience();
        this.pseudonym = labels.pseudonym();
        this.sha256 = share.sha256().hex();
        this.sizeBytes = share.bytes().length;
        this.storedAt = storedAt;
    }

    boolean isSameAs(NewShare share) {
        return sha256.equals(share.sha256().hex()) && labels().equals(share.labels());
    }

    Instant storedAt() {
        return storedAt;
    }

    StoredShare withBytes(byte[] bytes) {
        return new StoredShare(
                new ObjectId(objectId), labels(), bytes, new Sha256(sha256), storedAt);
    }

    ListedShare listed() {
        return new ListedShare(new ObjectId(objectId), sequence, sizeBytes);
    }

    private ShareLabels labels() {
        return new ShareLabels(new SiteId(owner), kind, audience, pseudonym);
    }
}
