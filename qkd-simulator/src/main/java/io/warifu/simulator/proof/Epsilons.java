package io.warifu.simulator.proof;

import io.warifu.simulator.decoy.Security;

/**
 * The failure chances that a block was made for.
 *
 * @param security of secrecy and of correctness, as the length formula took them
 * @param authentication bound for a forged message to pass, over all messages since the ledger
 *     before
 * @param secrecyShares equal shares into which the proof cuts the epsilon of secrecy
 */
public record Epsilons(Security security, double authentication, int secrecyShares) {

    private static final int MAX_SHARES = 1000;

    public Epsilons {
        if (!(authentication > 0 && authentication < 1)) {
            throw new IllegalArgumentException("epsilons lie between 0 and 1");
        }
        Whole.require("shares of epsilon", secrecyShares, 1, MAX_SHARES);
    }
}
