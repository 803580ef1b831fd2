package io.warifu.simulator.proof;

import io.warifu.kernel.pack.Sha256;

/**
 * How the corrected key became a secret one, and where that went.
 *
 * <p>The pool takes its part first; what is left goes to the key manager in whole bytes, or not at
 * all.
 *
 * @param form {@link #TOEPLITZ}, {@link #TOEPLITZ_WITH_IDENTITY}, or {@link #NONE} if nothing was
 *     left to amplify
 * @param seedBits length of the public seed, 0 with {@link #NONE}
 * @param seed digest of the public seed, {@link BlockLedger#NO_DIGEST} with {@link #NONE}
 * @param secretBits the length that the formula allows
 * @param poolBits of it that refilled the authentication pool
 * @param deliveredBits of it that went to the key manager
 */
public record Amplification(
        String form,
        long seedBits,
        Sha256 seed,
        long secretBits,
        long poolBits,
        long deliveredBits) {

    /** A full Toeplitz matrix: as many seed bits as key and secret together, less one. */
    public static final String TOEPLITZ = "TOEPLITZ";

    /** The form (I|T): one seed bit less than the key has. */
    public static final String TOEPLITZ_WITH_IDENTITY = "TOEPLITZ_WITH_IDENTITY";

    public static final String NONE = "NONE";

    public Amplification {
        Whole.word("form", form);
        Whole.count("seed bits", seedBits);
        Whole.count("secret bits", secretBits);
        Whole.count("pool bits", poolBits);
        Whole.count("delivered bits", deliveredBits);
        if (poolBits + deliveredBits > secretBits) {
            throw new IllegalArgumentException("more was given away than there was");
        }
    }

    /** A block that gives no key. */
    public static Amplification none() {
        return new Amplification(NONE, 0, BlockLedger.NO_DIGEST, 0, 0, 0);
    }

    public long discardedBits() {
        return secretBits - poolBits - deliveredBits;
    }
}
