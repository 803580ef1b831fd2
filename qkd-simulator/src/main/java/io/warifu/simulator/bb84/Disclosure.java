package io.warifu.simulator.bb84;

/** Which sifted bits the two ends lay open to count errors; what is laid open is never key. */
public enum Disclosure {
    /** Only the test basis: the key basis is to become key. */
    TEST_BASIS,
    /** Everything: the round only looks for an eavesdropper. */
    BOTH_BASES
}
