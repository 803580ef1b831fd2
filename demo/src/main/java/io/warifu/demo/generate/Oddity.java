package io.warifu.demo.generate;

/**
 * What must occur in every storage of 50 patients or more, because real storages have it and
 * readers stumble over it. Each belongs to one place in every fifty patients; what is marked as
 * single occurs among the first fifty only.
 */
enum Oddity {
    /** The old version has flag 2. */
    UPDATED_PRESCRIPTION(0, false),
    /** The old version has flag 0, as some sites did. */
    OLD_STYLE_UPDATE(1, false),
    /** The admission and its A11, both with flag 0. */
    CANCELLED_ADMISSION(2, false),
    TWIN(3, true),
    /** The same name, birth date and address as {@link #TWIN} under another number. */
    OTHER_TWIN(4, true),
    /** A result with 300 OBX. */
    LONG_RESULT(5, true),
    /** The prescription and its cancellation, both with flag 0. */
    DELETED_PRESCRIPTION(6, false),
    /** Admission, injections, discharge. */
    ADMITTED(7, false),
    /** Radiology order with all five delimiters escaped in its free text. */
    ESCAPES(8, false),
    /** Fields that say "delete what you have". */
    NULLS(9, false),
    /** A department of three characters. */
    FINE_DEPARTMENT(10, false),
    /** Wave dash and minus, which two decoders read differently. */
    WAVE_DASH_ADDRESS(11, false),
    /** Characters whose bytes hold bar, ampersand, caret and backslash. */
    DELIMITER_BYTES_IN_NAME(12, false),
    /** Every panel, with numbers, text and codes. */
    EVERY_PANEL(13, false),
    /** OBX in pairs by OBX-4. */
    BACTERIOLOGY(14, false);

    private static final int PERIOD = 50;

    private final int place;
    private final boolean single;

    Oddity(int place, boolean single) {
        this.place = place;
        this.single = single;
    }

    boolean concerns(int patientIndex) {
        return patientIndex % PERIOD == place && (!single || patientIndex < PERIOD);
    }

    /** Whose personal data the patient has: his own, but for the second twin. */
    static int personOf(int patientIndex) {
        return OTHER_TWIN.concerns(patientIndex) ? TWIN.place : patientIndex;
    }
}
