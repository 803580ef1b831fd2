package io.warifu.demo.generate;

import java.nio.file.Path;
import java.time.LocalDateTime;

/**
 * Folder and file name of one message in standardized storage: seven parts joined by underscores,
 * below {@code pid3/pid3/pid/care date/data type}.
 */
record StoredName(
        String patientId,
        String careDate,
        String dataType,
        String orderNumber,
        LocalDateTime occurred,
        String department,
        char flag) {

    /** The care date of what belongs to no day, and the department of what belongs to none. */
    static final String NONE = "-";

    static final String NO_ORDER = "9".repeat(15);

    static final char CURRENT = '1';
    static final char PAST = '2';
    static final char INVALID = '0';

    StoredName flagged(char newFlag, LocalDateTime newTime) {
        return new StoredName(
                patientId, careDate, dataType, orderNumber, newTime, department, newFlag);
    }

    Path folderBelow(Path root) {
        return root.resolve(patientId.substring(0, 3))
                .resolve(patientId.substring(3, 6))
                .resolve(patientId)
                .resolve(careDate)
                .resolve(dataType);
    }

    String fileName() {
        return String.join(
                "_",
                patientId,
                careDate,
                dataType,
                orderNumber,
                Stamps.second(occurred) + Stamps.milliOf(occurred),
                department,
                String.valueOf(flag));
    }
}
