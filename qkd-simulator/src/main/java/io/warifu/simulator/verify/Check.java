package io.warifu.simulator.verify;

/** The checks that a ledger must pass, in the order in which they are made. */
public enum Check {
    /** The file is longer than any ledger. */
    SIZE,
    /** It is not two lines of canonical JSON with exactly the known fields. */
    FORM,
    /** A value is outside what it can be. */
    FIELD,
    /** The certificate cannot be read, or is no P-256 certificate. */
    CERTIFICATE,
    /** The signature does not fit the line. */
    SIGNATURE,
    /** The certificate is not that of the end of the link that the ledger names. */
    SIGNER,
    /** The certificate was not issued under the given root, or not for that time. */
    ANCHOR,
    /** Totals are not the sums of their parts. */
    TOTALS,
    /** Fewer pulses or less link time than the clicks need. */
    TIME,
    /** Error correction's numbers do not fit each other or the counts. */
    CORRECTION,
    /** The verification hash is too weak for the epsilon of correctness. */
    VERIFICATION,
    /** The epsilons are not split as the named proof splits them. */
    EPSILON,
    /** The secret length is not the one that the formula gives. */
    LENGTH,
    /** Key, seed, secret, pool and delivered bits do not add up. */
    AMPLIFICATION,
    /** The accounts of the authentication pool do not balance to the bit. */
    POOL,
    /** Another of the given ledgers has the same number or block id on this link and end. */
    UNIQUE,
    /** It does not continue the given ledger before it. */
    CHAIN,
    /** The other end's ledger of the same block says something else. */
    OTHER_END
}
