package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitCollector;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.decoy.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * One end's sifted bits of one basis, with the intensities of their pulses as masks, so that
 * counting is adding up ones of whole words. Holds key bits; see {@link #wipe()}.
 */
public final class BasisBits {

    private final BitCollector bits = new BitCollector();
    private final List<BitCollector> decoys = new ArrayList<>();

    /** For a source of {@code intensities} intensities. */
    BasisBits(int intensities) {
        for (int k = 1; k < intensities; k++) {
            decoys.add(new BitCollector());
        }
    }

    /** {@code decoyMasks}: for each intensity after the first, where it was used. */
    void append(BitString more, List<BitString> decoyMasks) {
        bits.append(more);
        for (int k = 0; k < decoys.size(); k++) {
            decoys.get(k).append(decoyMasks.get(k));
        }
    }

    public int length() {
        return bits.length();
    }

    /** A copy of the bits; the caller wipes it. */
    public BitString toBits() {
        return bits.toBits();
    }

    /**
     * Detections and errors for each intensity.
     *
     * @param differences ones where the two ends differ
     */
    public List<Tally> tally(BitString differences) {
        List<Tally> tallies = new ArrayList<>();
        long detections = differences.length();
        long errors = differences.countOnes();
        for (BitCollector decoy : decoys) {
            BitString mask = decoy.toBits();
            Tally ofDecoy = new Tally(mask.countOnes(), differences.select(mask).countOnes());
            detections -= (long) ofDecoy.detections();
            errors -= (long) ofDecoy.errors();
            tallies.add(ofDecoy);
        }
        tallies.addFirst(new Tally(detections, errors));
        return tallies;
    }

    /** Detections for each intensity, while errors are not known yet and count as none. */
    public List<Tally> detections() {
        return tally(new BitString(length()));
    }

    public void wipe() {
        bits.wipe();
        decoys.forEach(BitCollector::wipe);
    }
}
