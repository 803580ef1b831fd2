package io.warifu.ssmix2.message;

import io.warifu.ssmix2.text.Er7Segment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a message says its patient is.
 *
 * @param patientId PID-3
 * @param kanjiName family and given name with one blank between; empty if missing
 * @param kanaName likewise
 * @param birthDate null if missing or no date
 * @param sex PID-8, empty if missing
 */
public record Demographics(
        String patientId,
        String kanjiName,
        String kanaName,
        @Nullable LocalDate birthDate,
        String sex) {

    private static final String IDEOGRAPHIC = "I";
    private static final String PHONETIC = "P";
    private static final String ALPHABETIC = "A";

    /** Of the message's PID segment; empty if it has none. */
    public static Optional<Demographics> of(ParsedMessage message) {
        return message.tokens().first("PID").map(Demographics::of);
    }

    private static Demographics of(Er7Segment pid) {
        String kanji = "";
        String kana = "";
        int names = pid.repetitions(5).size();
        for (int i = 1; i <= names; i++) {
            String name = name(pid, i);
            String representation = representation(pid, i, name);
            if (representation.equals(PHONETIC) && kana.isEmpty()) {
                kana = name;
            } else if (representation.equals(IDEOGRAPHIC) && kanji.isEmpty()) {
                kanji = name;
            }
        }
        return new Demographics(
                filled(pid.value(3, 1)),
                kanji,
                kana,
                date(pid.value(7, 1)),
                filled(pid.value(8, 1)));
    }

    private static String name(Er7Segment pid, int repetition) {
        String family = filled(pid.value(5, repetition, 1, 1));
        String given = filled(pid.value(5, repetition, 2, 1));
        return (family + " " + given).strip();
    }

    /** XPN.8, or XPN.7 where a sender wrote one caret too few, or what the characters look like. */
    private static String representation(Er7Segment pid, int repetition, String name) {
        String eighth = pid.value(5, repetition, 8, 1);
        if (!eighth.isEmpty()) {
            return eighth;
        }
        String seventh = pid.value(5, repetition, 7, 1);
        if (seventh.equals(IDEOGRAPHIC) || seventh.equals(PHONETIC)) {
            return seventh;
        }
        if (name.codePoints().allMatch(c -> c < 0x80)) {
            return ALPHABETIC;
        }
        return name.codePoints().allMatch(Demographics::kanaOrBlank) ? PHONETIC : IDEOGRAPHIC;
    }

    private static boolean kanaOrBlank(int c) {
        // Hiragana and katakana with their marks, and the ideographic blank.
        return (c >= 0x3041 && c <= 0x30FF) || c == ' ' || c == 0x3000;
    }

    /** HL7 writes {@code ""} for a value that was deleted. */
    private static String filled(String value) {
        return value.equals("\"\"") ? "" : value.strip();
    }

    private static @Nullable LocalDate date(String text) {
        if (text.length() < 8) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(text, 0, 4, 10),
                    Integer.parseInt(text, 4, 6, 10),
                    Integer.parseInt(text, 6, 8, 10));
        } catch (DateTimeException | NumberFormatException _) {
            return null;
        }
    }
}
