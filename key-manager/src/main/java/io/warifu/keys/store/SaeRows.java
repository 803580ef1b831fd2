package io.warifu.keys.store;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The enrolment table. */
interface SaeRows extends JpaRepository<SaeRow, String> {

    Optional<SaeRow> findBySha256(String sha256);

    List<SaeRow> findAllByOrderById();
}
