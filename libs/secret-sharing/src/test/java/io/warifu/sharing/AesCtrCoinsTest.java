package io.warifu.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AesCtrCoinsTest {

    private static final int SAMPLE_BYTES = 1 << 20;

    @Test
    void leavesTheRestOfTheTargetAlone() {
        byte[] target = new byte[100];
        new AesCtrCoins(new SecureRandom()).fill(target, 60);
        assertThat(Arrays.copyOfRange(target, 60, 100)).containsOnly(0);
    }

    @Test
    void neverGivesTheSameCoinsTwiceNorAfterARestart() {
        AesCtrCoins coins = new AesCtrCoins(new SecureRandom());
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        byte[] restarted = new byte[32];
        coins.fill(first, 32);
        coins.fill(second, 32);
        new AesCtrCoins(new SecureRandom()).fill(restarted, 32);
        assertThat(first).isNotEqualTo(second).isNotEqualTo(restarted);
    }

    @Test
    void everyByteValueIsEquallyLikelyZeroIncluded() {
        byte[] sample = new byte[SAMPLE_BYTES];
        new AesCtrCoins(new SecureRandom()).fill(sample, SAMPLE_BYTES);
        int[] counts = new int[256];
        for (byte coin : sample) {
            counts[coin & 0xFF]++;
        }
        double expected = SAMPLE_BYTES / 256.0;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // 255 degrees of freedom; outside these bounds less often than once in a million runs.
        assertThat(chiSquare).isBetween(155.0, 380.0);
    }

    @Test
    void goesOnAcrossManyKeys() {
        AesCtrCoins coins = new AesCtrCoins(new SecureRandom());
        byte[] large = new byte[80 << 20];
        coins.fill(large, large.length);
        byte[] aroundTheReseed = Arrays.copyOfRange(large, (64 << 20) - 64, (64 << 20) + 64);
        assertThat(aroundTheReseed).isNotEqualTo(new byte[128]);
        assertThat(Arrays.copyOfRange(large, 64 << 20, (64 << 20) + 64))
                .isNotEqualTo(Arrays.copyOfRange(large, 0, 64));
    }
}
