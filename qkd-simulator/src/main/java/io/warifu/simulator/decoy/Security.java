package io.warifu.simulator.decoy;

/**
 * How improbable a failure must be.
 *
 * @param secrecy eps_sec: distance of the key from a uniform one that nobody knows
 * @param correctness eps_cor: chance that the two ends hold different keys
 */
public record Security(double secrecy, double correctness) {

    public Security {
        if (!(secrecy > 0 && secrecy < 1 && correctness > 0 && correctness < 1)) {
            throw new IllegalArgumentException("epsilons lie between 0 and 1");
        }
    }
}
