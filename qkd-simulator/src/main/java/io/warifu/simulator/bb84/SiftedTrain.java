package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.Emission;
import io.warifu.simulator.optics.PulseCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The clicks of one train in which both ends had the same basis, as one end sees them. The two
 * bases are kept apart from here on: key basis (rectilinear) and test basis (diagonal).
 *
 * <p>Alice's answer to Bob's announcement:
 *
 * <pre>
 * b   per click: one if the bases agree
 * b   per kept click, for each intensity after the first: one if the pulse had it
 * </pre>
 *
 * Intensities become public only now, after Bob has committed to his clicks: before, an attacker
 * could act on them.
 */
public final class SiftedTrain {

    private final BitString kept;
    private final List<BitString> decoyMasks;
    private final BitString testBasis;
    private final BitString keyBits;
    private final BitString testBits;

    private SiftedTrain(
            BitString kept, List<BitString> decoyMasks, BitString testBasis, BitString bits) {
        this.kept = kept;
        this.decoyMasks = decoyMasks;
        this.testBasis = testBasis;
        this.keyBits = bits.select(testBasis.not());
        this.testBits = bits.select(testBasis);
    }

    /** Alice compares Bob's clicks with what she sent. */
    public static SiftedTrain byAlice(
            Emission emission, ClickAnnouncement clicks, int intensities) {
        int n = clicks.clicks();
        BitString sameBasis = new BitString(n);
        BitString bits = new BitString(n);
        List<BitString> decoys = new ArrayList<>();
        for (int k = 1; k < intensities; k++) {
            decoys.add(new BitString(n));
        }
        byte[] codes = emission.codesOf(clicks.pulses());
        for (int i = 0; i < n; i++) {
            boolean diagonal = PulseCode.basis(codes[i]) == 1;
            sameBasis.set(i, diagonal == clicks.bases().get(i));
            bits.set(i, PulseCode.bit(codes[i]) == 1);
            int intensity = PulseCode.intensity(codes[i]);
            if (intensity > 0) {
                decoys.get(intensity - 1).set(i, true);
            }
        }
        Arrays.fill(codes, (byte) 0);
        BitString keptBits = bits.select(sameBasis);
        bits.wipe();
        SiftedTrain sifted =
                new SiftedTrain(
                        sameBasis,
                        decoys.stream().map(mask -> mask.select(sameBasis)).toList(),
                        clicks.bases().select(sameBasis),
                        keptBits);
        keptBits.wipe();
        return sifted;
    }

    /** Alice's answer. */
    public PayloadWriter write() {
        PayloadWriter out = new PayloadWriter(64 + kept.length() / 4);
        out.putBits(kept);
        decoyMasks.forEach(out::putBits);
        return out;
    }

    /** Bob reads Alice's answer for a source of {@code intensities} intensities. */
    public static SiftedTrain byBob(Detections detections, PayloadReader in, int intensities)
            throws ChannelException {
        BitString kept = in.getBitsOfLength(detections.clicks());
        int count = kept.countOnes();
        List<BitString> decoys = new ArrayList<>();
        for (int k = 1; k < intensities; k++) {
            decoys.add(in.getBitsOfLength(count));
        }
        in.end();
        BitString bits = detections.bits().select(kept);
        SiftedTrain sifted = new SiftedTrain(kept, decoys, detections.bases().select(kept), bits);
        bits.wipe();
        return sifted;
    }

    void appendTo(BasisBits key, BasisBits test) {
        BitString keyBasis = testBasis.not();
        key.append(keyBits, decoyMasks.stream().map(mask -> mask.select(keyBasis)).toList());
        test.append(testBits, decoyMasks.stream().map(mask -> mask.select(testBasis)).toList());
        keyBits.wipe();
    }
}
