package io.warifu.demo.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/** Times and numbers as HL7 v2 and SS-MIX2 write them: local, without a zone, ASCII digits. */
final class Stamps {

    private Stamps() {}

    static String day(LocalDate date) {
        return padded(date.getYear(), 4)
                + padded(date.getMonthValue(), 2)
                + padded(date.getDayOfMonth(), 2);
    }

    static String day(LocalDateTime time) {
        return day(time.toLocalDate());
    }

    static String minute(LocalDateTime time) {
        return day(time) + padded(time.getHour(), 2) + padded(time.getMinute(), 2);
    }

    static String second(LocalDateTime time) {
        return minute(time) + padded(time.getSecond(), 2);
    }

    static String milliOf(LocalDateTime time) {
        return padded(time.get(ChronoField.MILLI_OF_SECOND), 3);
    }

    static String padded(long number, int digits) {
        String text = Long.toString(number);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }
}
