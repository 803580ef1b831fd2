package io.warifu.simulator.proof;

/**
 * The account of one lane (direction) of the authentication pool over the time that a ledger speaks
 * of: from the ledger before it on the same link, or from the pre-shared secret if it is the first.
 *
 * @param name for example {@code ALICE_TO_BOB}
 * @param before the account as the ledger before left it
 * @param after the account now
 */
public record PoolLane(String name, Account before, Account after) {

    public PoolLane {
        Whole.word("lane", name);
        if (after.depositedBits() < before.depositedBits()
                || after.spentBits() < before.spentBits()) {
            throw new IllegalArgumentException("an account of the pool only grows");
        }
    }

    /**
     * Totals since the pool was founded.
     *
     * @param depositedBits pre-shared secret and refills
     * @param spentBits used once and gone
     */
    public record Account(long depositedBits, long spentBits) {

        public Account {
            Whole.count("deposited bits", depositedBits);
            Whole.count("spent bits", spentBits);
            if (spentBits > depositedBits) {
                throw new IllegalArgumentException("more was spent than deposited");
            }
        }

        public long remainingBits() {
            return depositedBits - spentBits;
        }
    }

    /** Bits that authentication took in that time. */
    public long spentBits() {
        return after.spentBits() - before.spentBits();
    }
}
