package io.warifu.crossref.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every access log must do. */
abstract class AccessLogContract {

    /** A new, empty log. */
    abstract AccessLog newLog();

    /** A log that can take no more entries. */
    abstract AccessLog brokenLog();

    @Test
    void saysThatItCannotWrite() {
        AccessLog broken = brokenLog();
        assertThatThrownBy(() -> broken.write(access("kaoru")))
                .isInstanceOfSatisfying(
                        WarifuException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
    }

    @Test
    void refusesPagesOutOfBounds() {
        AccessLog log = newLog();
        assertThatThrownBy(() -> log.read(Long.MAX_VALUE, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.read(Long.MAX_VALUE, AccessLog.MAX_PAGE_ENTRIES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(newLog().read(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void givesBackExactlyWhatWasWritten() {
        AccessLog log = newLog();
        log.write(access("薫 \"'; drop table"));
        assertThat(log.read(Long.MAX_VALUE, 10))
                .extracting(LoggedAccess::access)
                .containsExactly(access("薫 \"'; drop table"));
    }

    @Test
    void pagesFromTheNewestToTheOldest() {
        AccessLog log = newLog();
        for (int i = 0; i < 5; i++) {
            log.write(access("user" + i));
        }
        List<LoggedAccess> first = log.read(Long.MAX_VALUE, 2);
        List<LoggedAccess> second = log.read(first.getLast().sequence(), 10);
        assertThat(first).extracting(e -> e.access().user()).containsExactly("user4", "user3");
        assertThat(second)
                .extracting(e -> e.access().user())
                .containsExactly("user2", "user1", "user0");
    }

    static Access access(String user) {
        return new Access(
                Instant.parse("2026-11-25T01:02:03.456789Z"),
                user,
                List.of("clinician", "steward"),
                Action.CONTENT,
                "tokyo",
                List.of("pseudonym"),
                "record",
                Outcome.RELEASED,
                "",
                "0123456789abcdef");
    }
}
