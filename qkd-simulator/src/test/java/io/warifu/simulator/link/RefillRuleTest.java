package io.warifu.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RefillRuleTest {

    private static final RefillRule RULE = new RefillRule(1_000, 100_000);

    @Test
    void aFullPoolTakesNothingAndAnOrdinaryBlockGivesAQuarterAtMost() {
        assertThat(RULE.refillBytes(40_000, false, 100_000)).isZero();
        assertThat(RULE.refillBytes(40_000, false, 200_000)).isZero();
        assertThat(RULE.refillBytes(40_000, false, 0)).isEqualTo(10_000);
        // Both lanes lack 8,000 bits: 2,000 bytes in all.
        assertThat(RULE.refillBytes(40_000, false, 92_000)).isEqualTo(2_000);
    }

    @Test
    void aBlockForThePoolAloneMayGoThereWholeButNotBeyondTheTarget() {
        assertThat(RULE.refillBytes(8_000, true, 0)).isEqualTo(8_000);
        assertThat(RULE.refillBytes(80_000, true, 0)).isEqualTo(25_000 / 16 * 16);
    }

    @Test
    void refillsAreWholeWordsForBothLanes() {
        for (int keyBytes = 0; keyBytes < 200; keyBytes++) {
            assertThat(RULE.refillBytes(keyBytes, true, 0) % 16).isZero();
        }
    }

    @Test
    void lowIsBelowTheLimit() {
        assertThat(RULE.isLow(999)).isTrue();
        assertThat(RULE.isLow(1_000)).isFalse();
    }
}
