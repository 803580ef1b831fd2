package io.warifu.simulator.preset;

/** A figure by which a link is judged. */
public enum Figure {
    SIGNAL_GAIN("gain of the signal", "clicks/pulse"),
    QBER("error rate", "%"),
    SIFTED_RATE("sifted rate", "bit/s"),
    SECRET_RATE("secret rate", "bit/s"),
    OPTIMUM_MEAN_PHOTONS("best signal intensity", "photons/pulse"),
    CUT_OFF("cut-off distance", "km");

    private final String label;
    private final String unit;

    Figure(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }
}
