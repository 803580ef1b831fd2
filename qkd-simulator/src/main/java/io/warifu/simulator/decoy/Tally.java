package io.warifu.simulator.decoy;

/**
 * What was counted for one intensity in one basis after sifting. Counts are doubles because the
 * calculators put in expected values; a session's counts are whole numbers below 2^53, exact.
 *
 * @param detections clicks that both ends had in this basis
 * @param errors those of them in which the bits differ
 */
public record Tally(double detections, double errors) {

    public Tally {
        if (!(detections >= 0 && errors >= 0 && errors <= detections)) {
            throw new IllegalArgumentException("a tally: 0 <= errors <= detections");
        }
    }

    public Tally plus(Tally other) {
        return new Tally(detections + other.detections, errors + other.errors);
    }
}
