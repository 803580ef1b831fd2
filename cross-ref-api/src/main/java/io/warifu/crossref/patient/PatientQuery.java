package io.warifu.crossref.patient;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a patient is searched by; all criteria that are given must fit.
 *
 * @param patientId of the owner hospital, in the form of {@link #idForm}; leading zeros do not
 *     count
 * @param name a beginning of the kanji or kana name, in the form of {@link NameForm}
 */
public record PatientQuery(
        @Nullable String patientId, @Nullable String name, @Nullable LocalDate birthDate) {

    private static final int MAX_CHARACTERS = 100;

    /** Why a search is refused; the words never repeat the input. */
    public static final class Refused extends Exception {
        private Refused(String reason) {
            super(reason);
        }
    }

    /** Checks and normalises what a person typed; a blank criterion counts as not given. */
    public static PatientQuery of(
            @Nullable String patientId, @Nullable String name, @Nullable LocalDate birthDate)
            throws Refused {
        Optional<String> id = text("patientId", patientId).map(PatientQuery::idForm);
        Optional<String> form = text("name", name).map(NameForm::of).filter(s -> !s.isEmpty());
        if (id.isEmpty() && form.isEmpty() && birthDate == null) {
            throw new Refused("Give at least one of patientId, name and birthDate.");
        }
        if (id.isEmpty()
                && birthDate == null
                && form.filter(s -> s.length() < 2 && NameForm.kanaOnly(s)).isPresent()) {
            throw new Refused("One kana alone fits too many; type more of the name.");
        }
        return new PatientQuery(id.orElse(null), form.orElse(null), birthDate);
    }

    /** Sites pad numbers with zeros to different widths. */
    static String idForm(String patientId) {
        String plain = Normalizer.normalize(patientId, Normalizer.Form.NFKC).strip();
        String unpadded = plain.replaceFirst("^0+", "");
        return unpadded.isEmpty() && !plain.isEmpty() ? "0" : unpadded;
    }

    private static Optional<String> text(String criterion, @Nullable String typed) throws Refused {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        if (typed.length() > MAX_CHARACTERS) {
            throw new Refused(criterion + " has at most " + MAX_CHARACTERS + " characters.");
        }
        if (typed.codePoints().anyMatch(PatientQuery::invisible)) {
            throw new Refused(criterion + " holds a control character.");
        }
        return Optional.of(typed);
    }

    private static boolean invisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }

    @Override
    public String toString() {
        // What was searched for is a person's data and stays out of every log.
        return "PatientQuery[...]";
    }
}
