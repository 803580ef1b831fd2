package io.warifu.simulator.optics;

/** The fibre between the ends, by its loss alone. */
public record Fibre(double lossDb) {

    private static final double MAX_LOSS_DB = 60;

    public Fibre {
        if (!(lossDb >= 0 && lossDb <= MAX_LOSS_DB)) {
            throw new IllegalArgumentException("loss: 0 to " + MAX_LOSS_DB + " dB");
        }
    }

    /** The share of photons that come out at the far end. */
    public double transmittance() {
        return Math.pow(10, -lossDb / 10);
    }
}
