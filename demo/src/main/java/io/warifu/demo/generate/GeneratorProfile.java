package io.warifu.demo.generate;

/**
 * How much happens to a patient. The rates are assumptions chosen for their volume, not
 * epidemiology (the figures behind {@link #YEAR}: about 26 files of 2.1 kB per patient and year).
 */
public enum GeneratorProfile {
    /** About 8 files per patient: for demonstrations that must be over soon. */
    LIGHT,

    /** A hospital's year: about 26 files per patient. */
    YEAR;

    /** Mean visits beyond the first; the others in per cent of the visits. */
    record Outpatient(
            double meanMoreVisits,
            int prescriptionPercent,
            int laboratoryPercent,
            int radiologyPercent) {}

    /** Admitted patients in per cent; nights beyond the first; injections each day. */
    record Inpatient(
            int admittedPercent, double meanMoreNights, int maxMoreNights, double meanInjections) {}

    /** Sizes of the single messages. */
    record Amounts(
            int allergicPercent,
            double meanMoreProblems,
            double meanMoreDrugs,
            int chemistryItems,
            int bloodItems) {}

    Outpatient outpatient() {
        return switch (this) {
            case LIGHT -> new Outpatient(1.2, 60, 40, 15);
            case YEAR -> new Outpatient(6.7, 60, 45, 5);
        };
    }

    Inpatient inpatient() {
        return switch (this) {
            case LIGHT -> new Inpatient(5, 2, 4, 0.8);
            case YEAR -> new Inpatient(18, 9, 13, 1.5);
        };
    }

    Amounts amounts() {
        return switch (this) {
            case LIGHT -> new Amounts(35, 1.5, 1.2, 8, 4);
            case YEAR -> new Amounts(35, 4, 2.5, 24, 8);
        };
    }
}
