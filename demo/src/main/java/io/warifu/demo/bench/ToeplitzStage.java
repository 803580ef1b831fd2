package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bits.BitString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Privacy amplification to half the length, one end's work. */
final class ToeplitzStage implements Stage {

    private static final String NAME = "toeplitz";
    private static final int BLOCK_BITS = 1 << 20;
    private static final int LONG_BLOCK_BITS = 1 << 23;

    private final Material material = new Material();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "privacy amplification of 2^20 and 2^23 bits, fresh seed and seed shared by four";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        compareWithWords();
        measure(meter, "Toeplitz 2^20, fresh seed", BLOCK_BITS, 1, new Goal(30, 80));
        measure(meter, "Toeplitz 2^20, one seed for four", BLOCK_BITS, 4, new Goal(100, 250));
        measure(meter, "Toeplitz 2^23, fresh seed", LONG_BLOCK_BITS, 1, null);
        measure(meter, "Toeplitz 2^23, one seed for four", LONG_BLOCK_BITS, 4, null);
    }

    /** A rate of wrong results is worth nothing. */
    private void compareWithWords() {
        List<BitString> keys = List.of(material.bits(BLOCK_BITS), material.bits(BLOCK_BITS));
        BitString seed = material.bits(ToeplitzHash.seedBits(BLOCK_BITS, BLOCK_BITS / 2));
        List<BitString> hashes = ToeplitzHash.ofAll(keys, BLOCK_BITS / 2, seed);
        for (int i = 0; i < keys.size(); i++) {
            BitString words = ToeplitzHash.byWords(keys.get(i), BLOCK_BITS / 2, seed);
            if (!words.sameBits(hashes.get(i))) {
                throw new IllegalStateException("the transform gives another hash than words do");
            }
        }
    }

    private void measure(Meter meter, String name, int keyBits, int keys, @Nullable Goal goal)
            throws Exception {
        List<BitString> blocks = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            blocks.add(material.bits(keyBits));
        }
        BitString seed = material.bits(ToeplitzHash.seedBits(keyBits, keyBits / 2));
        meter.measure(
                new Subject(NAME, name, "Mbit/s", (double) keyBits * keys / 1e6, goal),
                () -> (long) ToeplitzHash.ofAll(blocks, keyBits / 2, seed).getLast().countOnes());
    }
}
