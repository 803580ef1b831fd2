package io.warifu.crossref.query;

import io.warifu.crossref.patient.PatientQuery;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a patient search, read with a bound. A misspelt criterion is refused, since leaving
 * it out would widen the search without a word.
 *
 * @param birthDate {@code 1961-02-14} or {@code 19610214}
 */
record SearchBody(@Nullable String patientId, @Nullable String name, @Nullable String birthDate) {

    static final int MAX_BODY_BYTES = 8 << 10;

    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2150;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final List<DateTimeFormatter> DATES =
            List.of(
                    DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT),
                    DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT));

    /** The body was longer than {@link #MAX_BODY_BYTES}. */
    static final class TooLong extends Exception {
        TooLong() {
            super("the body is too long");
        }
    }

    /** The body is no search; the message does not repeat it. */
    static final class Malformed extends Exception {
        Malformed(String reason) {
            super(reason);
        }
    }

    static PatientQuery read(InputStream body)
            throws IOException, TooLong, Malformed, PatientQuery.Refused {
        byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new TooLong();
        }
        SearchBody search = parse(bytes);
        return PatientQuery.of(search.patientId(), search.name(), date(search.birthDate()));
    }

    private static SearchBody parse(byte[] bytes) throws Malformed {
        try {
            @Nullable SearchBody search = JSON.readValue(bytes, SearchBody.class);
            if (search != null) {
                return search;
            }
        } catch (JacksonException _) {
            // Its message would repeat what was typed.
        }
        throw new Malformed("The body is a JSON object of patientId, name and birthDate.");
    }

    private static @Nullable LocalDate date(@Nullable String text) throws Malformed {
        if (text == null || text.isBlank()) {
            return null;
        }
        for (DateTimeFormatter form : DATES) {
            try {
                LocalDate date = LocalDate.parse(text.strip(), form);
                if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                    return date;
                }
            } catch (DateTimeParseException _) {
                // The next form may fit.
            }
        }
        throw new Malformed("birthDate is a date of the form 1961-02-14.");
    }
}
