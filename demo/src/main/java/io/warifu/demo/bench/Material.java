package io.warifu.demo.bench;

import io.warifu.simulator.bits.BitString;
import java.util.SplittableRandom;

/** Random bits to measure with: the same in every run, so that runs can be compared. */
final class Material {

    private static final long SEED = 20;

    private final SplittableRandom chance = new SplittableRandom(SEED);

    SplittableRandom chance() {
        return chance;
    }

    BitString bits(int length) {
        return BitString.ofBytes(length, bytes(BitString.bytesFor(length)));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }
}
