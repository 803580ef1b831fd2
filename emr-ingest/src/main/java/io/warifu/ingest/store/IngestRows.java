package io.warifu.ingest.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;
import org.springframework.transaction.annotation.Transactional;

/** Access to {@link IngestRow}. */
interface IngestRows extends JpaRepository<IngestRow, UUID> {

    List<IngestRow> findAllByOrderByStartedAtDesc(Limit limit);

    List<IngestRow> findAllByState(String state);

    @Modifying
    @Transactional
    @Query(
            value =
                    "delete from ingest where ingest_id in"
                            + " (select ingest_id from ingest order by started_at desc offset :kept)",
            nativeQuery = true)
    int deleteAllButNewest(@Param("kept") int kept);
}
