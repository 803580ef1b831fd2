package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;

/** One end's sifted bits of one block, train after train, and what can be counted of them. */
public final class SiftedBlock {

    private final BasisBits key;
    private final BasisBits test;
    private long pulses;
    private long clicks;
    private boolean brightLight;

    public SiftedBlock(SourceSettings source) {
        this.key = new BasisBits(source.intensities().size());
        this.test = new BasisBits(source.intensities().size());
    }

    /** {@code trainClicks} counts all clicks, also those in different bases. */
    public void add(SiftedTrain train, long trainPulses, int trainClicks, boolean bright) {
        train.appendTo(key, test);
        pulses += trainPulses;
        clicks += trainClicks;
        brightLight |= bright;
    }

    public BasisBits key() {
        return key;
    }

    public BasisBits test() {
        return test;
    }

    public long pulses() {
        return pulses;
    }

    /** All clicks: the raw bits. */
    public long clicks() {
        return clicks;
    }

    public int siftedBits() {
        return key.length() + test.length();
    }

    /** Whether the monitor has seen light that no honest source sends. */
    public boolean brightLight() {
        return brightLight;
    }

    /** Counts with the errors of what was laid open; errors of other bits count as none yet. */
    public BlockCounts count(LaidOpen theirs, Disclosure disclosure) {
        BitString testBits = test.toBits();
        List<Tally> ofTest = test.tally(testBits.xor(theirs.testBits()));
        List<Tally> ofKey = key.detections();
        if (disclosure == Disclosure.BOTH_BASES) {
            ofKey = key.tally(key.toBits().xor(theirs.keyBits()));
        }
        return new BlockCounts(pulses, ofKey, ofTest);
    }

    public void wipe() {
        key.wipe();
        test.wipe();
    }
}
