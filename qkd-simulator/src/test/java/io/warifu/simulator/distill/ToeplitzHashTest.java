package io.warifu.simulator.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ToeplitzHashTest {

    @Test
    void refusesASeedOfTheWrongLength() {
        assertThatThrownBy(() -> ToeplitzHash.of(new BitString(10), 4, new BitString(14)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalsTheBitByBitDefinitionOnTwoHundredSizes() {
        RandomGenerator chance = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            int keyBits = 1 + chance.nextInt(2048);
            int outputBits = 1 + chance.nextInt(keyBits);
            BitString key = CascadeTest.random(keyBits, chance);
            BitString seed = CascadeTest.random(ToeplitzHash.seedBits(keyBits, outputBits), chance);
            assertThat(
                            ToeplitzHash.of(key, outputBits, seed)
                                    .sameBits(byDefinition(key, outputBits, seed)))
                    .as("%d to %d bits", keyBits, outputBits)
                    .isTrue();
        }
    }

    @Test
    void isLinear() {
        RandomGenerator chance = new SplittableRandom(8);
        BitString a = CascadeTest.random(28_672, chance);
        BitString b = CascadeTest.random(28_672, chance);
        BitString seed = CascadeTest.random(ToeplitzHash.seedBits(28_672, 17_000), chance);
        BitString sum = ToeplitzHash.of(a, 17_000, seed).xor(ToeplitzHash.of(b, 17_000, seed));
        assertThat(ToeplitzHash.of(a.xor(b), 17_000, seed).sameBits(sum)).isTrue();
    }

    private static BitString byDefinition(BitString key, int outputBits, BitString seed) {
        BitString output = new BitString(outputBits);
        for (int i = 0; i < outputBits; i++) {
            int sum = 0;
            for (int j = 0; j < key.length(); j++) {
                sum ^= seed.bit(i + key.length() - 1 - j) & key.bit(j);
            }
            output.set(i, sum == 1);
        }
        return output;
    }
}
