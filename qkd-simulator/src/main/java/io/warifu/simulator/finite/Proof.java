package io.warifu.simulator.finite;

/** The published finite-key proofs on offer. */
public enum Proof {
    /** Wiesemann et al., arXiv:2405.16578: one decoy; states and repairs flaws of the others. */
    WIESEMANN("Wiesemann et al., arXiv:2405.16578", 2, 15),
    /** Lim, Curty, Walenta, Xu, Zbinden, Phys. Rev. A 89, 022307 (2014): two decoys. */
    LIM("Lim et al., Phys. Rev. A 89, 022307 (2014)", 3, 21),
    /** Rusca et al., Appl. Phys. Lett. 112, 171104 (2018): one decoy. */
    RUSCA("Rusca et al., Appl. Phys. Lett. 112, 171104 (2018)", 2, 19);

    private final String citation;
    private final int intensities;
    private final int epsilonShares;

    Proof(String citation, int intensities, int epsilonShares) {
        this.citation = citation;
        this.intensities = intensities;
        this.epsilonShares = epsilonShares;
    }

    public String citation() {
        return citation;
    }

    /** How many intensities, signal and decoys, the source must have. */
    public int intensities() {
        return intensities;
    }

    /** Into how many equal parts the proof splits eps_sec. */
    public int epsilonShares() {
        return epsilonShares;
    }
}
