package io.warifu.simulator.distill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretLengthTest {

    @Test
    void givesNothingWhereNothingIsSecret() {
        assertThat(SecretLength.of(28_672, 0.25, 0, 6000)).isZero();
        assertThat(SecretLength.of(28_672, 0.02, 1, 0)).isZero();
        assertThat(SecretLength.of(28_672, 0.11, 0, 14_334)).isZero();
        assertThat(SecretLength.of(64, 0, 0, 0)).isZero();
    }

    @Test
    void takesEntropyLeakAndMarginOff() {
        // 10000 * (1 - h(3 %)) = 8056.08; less 2000 and 65 that is 5991.08, in whole bytes 5984.
        assertThat(SecretLength.of(10_000, 0.03, 0, 2000)).isEqualTo(5984);
    }

    @Test
    void chargesForPulsesOfSeveralPhotons() {
        // 10000 * 0.8 * (1 - h(3.75 %)) = 6153.9; less 2065 that is 4088.9.
        assertThat(SecretLength.of(10_000, 0.03, 0.2, 2000)).isBetween(4072, 4104);
    }
}
