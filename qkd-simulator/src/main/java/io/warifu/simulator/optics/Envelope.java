package io.warifu.simulator.optics;

/**
 * Which pulses the transmitter bothers to draw. Nature throws one dice for every pulse, uniform in
 * (0, 1), and whoever has the fibre lets a pulse of n photons through if the dice is below the
 * yield he grants to n. So only pulses whose dice is below the highest yield that anybody may grant
 * can ever click by their light, and only those are drawn.
 *
 * @param yields the highest yield of each photon number
 * @param admitsSplitting whether a photon-number splitter finds the pulses he needs
 */
public record Envelope(PhotonYields yields, boolean admitsSplitting) {

    /** For a fibre on which nobody sits; the cheapest. */
    public static Envelope honest(LinkOptics optics) {
        return new Envelope(PhotonYields.ofLoss(optics.highestTransmittance()), false);
    }

    /** For a fibre on which any attack of this simulator may be switched on. */
    public static Envelope withAttacks(LinkOptics optics) {
        PhotonYields honest = PhotonYields.ofLoss(optics.highestTransmittance());
        double signal = optics.source().mean(0);
        return new Envelope(honest.orHigher(honest.withoutSinglePhotons(signal)), true);
    }
}
