package io.warifu.demo.generate;

/**
 * What decides every byte of a generated storage. The first patients of a seed and profile are the
 * same however many follow.
 */
public record GeneratorSettings(int patients, long seed, GeneratorProfile profile) {

    /** As many as the reserved range of patient numbers holds. */
    public static final int MAX_PATIENTS = PatientNumber.CAPACITY;

    public GeneratorSettings {
        if (patients < 1 || patients > MAX_PATIENTS) {
            throw new IllegalArgumentException("patients must be 1 to " + MAX_PATIENTS);
        }
    }
}
