package io.warifu.sharing.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterpolationTest {

    @Test
    void weightsOfTwoFourFiveAreThePublishedOnes() {
        assertThat(Interpolation.weightsAt(0, new int[] {2, 4, 5})).containsExactly(187, 3, 185);
    }

    @Test
    void pointsThatAddUpToZeroHaveWeightsOfOne() {
        assertThat(Interpolation.weightsAt(0, new int[] {1, 2, 3})).containsExactly(1, 1, 1);
        assertThat(Interpolation.weightsAt(0, new int[] {1, 4, 5})).containsExactly(1, 1, 1);
    }

    @Test
    void foretellsAValueAtAnyOtherPoint() {
        int[] points = {9, 200, 255};
        for (int at = 0; at < Gf256.ORDER; at++) {
            assertThat(sum(Interpolation.weightsAt(at, points), points)).isEqualTo(parabola(at));
        }
    }

    @Test
    void findsEachCoefficient() {
        int[] points = {9, 200, 255};
        int[][] weights = Interpolation.coefficientWeights(points);
        assertThat(sum(weights[0], points)).isEqualTo(0x41);
        assertThat(sum(weights[1], points)).isEqualTo(0x9C);
        assertThat(sum(weights[2], points)).isEqualTo(0x03);
    }

    @Test
    void syndromesVanishExactlyBelowTheDegree() {
        int[] points = {1, 2, 3, 4, 255};
        assertThat(sum(Interpolation.syndromeWeights(0, points), points)).isZero();
        assertThat(sum(Interpolation.syndromeWeights(1, points), points)).isZero();
        assertThat(sum(Interpolation.syndromeWeights(2, points), points)).isNotZero();
    }

    private static int sum(int[] weights, int[] points) {
        int sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum ^= Gf256.multiply(weights[i], parabola(points[i]));
        }
        return sum;
    }

    private static int parabola(int x) {
        return 0x41 ^ Gf256.multiply(0x9C, x) ^ Gf256.multiply(0x03, Gf256.multiply(x, x));
    }
}
