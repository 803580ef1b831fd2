package io.warifu.simulator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonSource;
import io.warifu.simulator.session.RoundOutcome.Clean;
import io.warifu.simulator.session.RoundOutcome.Discarded;
import io.warifu.simulator.session.RoundOutcome.Distilled;
import io.warifu.simulator.session.RoundOutcome.Tapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundTest {

    private static final LinkOptics OPTICS = optics(PhotonSource.Kind.SINGLE_PHOTON, 13.5, 0.02);
    private static final RoundSizes SIZES = new RoundSizes(32_768, 32_768);
    private static final Readiness WANTS_KEY = new Readiness(Wish.KEY, 5);

    @Test
    void fullInterceptResendLeadsToATappedRoundAtBothEnds() throws Exception {
        InMemoryLink link = new InMemoryLink(OPTICS, SIZES, 1, 1);
        InMemoryLink.Both both = link.round(WANTS_KEY, WANTS_KEY);
        assertThat(both.alice().outcome()).isInstanceOf(Tapped.class);
        assertThat(both.bob().outcome()).isEqualTo(both.alice().outcome());
    }

    @ParameterizedTest(name = "share {0}, misalignment {1}")
    @CsvSource({"1.0, 0.0", "1.0, 0.033", "0.4, 0.0", "0.4, 0.02", "0.0, 0.033"})
    void errorRateFollowsTheAttackedShare(double share, double misalignment) throws Exception {
        LinkOptics optics = optics(PhotonSource.Kind.SINGLE_PHOTON, 10, misalignment);
        InMemoryLink link = new InMemoryLink(optics, SIZES, share, 2);
        Readiness check = new Readiness(Wish.CHECK, 1);
        InMemoryLink.Both both = link.round(check, check);
        double expected = share / 4 + misalignment * (1 - share / 2);
        double deviation = Math.sqrt(expected * (1 - expected) / 32_768);
        assertThat(both.alice().outcome().errors().qber())
                .isCloseTo(expected, within(4 * deviation + 1e-4));
    }

    @Test
    void aFibreAsGoodAsCutGivesNoKey() throws Exception {
        LinkOptics dark =
                new LinkOptics(
                        new PhotonSource(PhotonSource.Kind.SINGLE_PHOTON, 0.5),
                        new Fibre(60),
                        new Detector(0.2, 1e-5, 0.02));
        InMemoryLink.Both both = new InMemoryLink(dark, SIZES, 0, 3).round(WANTS_KEY, WANTS_KEY);
        assertThat(both.alice().outcome()).isInstanceOf(Tapped.class);
    }

    @Test
    void aWeakLaserWithoutDecoysEarnsNoKeyAtThisLoss() throws Exception {
        LinkOptics laser = optics(PhotonSource.Kind.WEAK_COHERENT, 13.5, 0.02);
        InMemoryLink.Both both = new InMemoryLink(laser, SIZES, 0, 4).round(WANTS_KEY, WANTS_KEY);
        assertThat(both.alice().outcome())
                .isInstanceOfSatisfying(
                        Discarded.class,
                        discarded ->
                                assertThat(discarded.reason())
                                        .isEqualTo(RoundOutcome.Reason.NO_SECRET_LEFT));
        assertThat(both.bob().outcome()).isEqualTo(both.alice().outcome());
    }

    @Test
    void theLessEagerEndAndTheHigherNumberWin() throws Exception {
        InMemoryLink link = new InMemoryLink(OPTICS, SIZES, 0, 5);
        InMemoryLink.Both check =
                link.round(new Readiness(Wish.FILL, 3), new Readiness(Wish.CHECK, 9));
        assertThat(check.alice().plan()).isEqualTo(check.bob().plan());
        assertThat(check.alice().plan().wish()).isEqualTo(Wish.CHECK);
        assertThat(check.alice().outcome()).isInstanceOf(Clean.class);
        InMemoryLink.Both key = link.round(new Readiness(Wish.FILL, 3), new Readiness(Wish.KEY, 9));
        assertThat(key.alice().plan().wish()).isEqualTo(Wish.KEY);
        assertThat(key.bob().plan().sequence()).isEqualTo(9);
    }

    @Test
    void bothEndsFinishTheSameBlock() throws Exception {
        InMemoryLink link = new InMemoryLink(OPTICS, SIZES, 0, 6);
        for (int i = 0; i < 3; i++) {
            InMemoryLink.Both both = link.round(WANTS_KEY, WANTS_KEY);
            assertThat(both.alice().outcome()).isInstanceOf(Distilled.class);
            assertThat(both.bob().outcome()).isInstanceOf(Distilled.class);
            Distilled ofAlice = (Distilled) both.alice().outcome();
            Distilled ofBob = (Distilled) both.bob().outcome();
            assertThat(ofAlice.block().key().sameAs(ofBob.block().key())).isTrue();
            assertThat(ofAlice.block().blockId()).isEqualTo(ofBob.block().blockId());
            assertThat(ofAlice.cost()).isEqualTo(ofBob.cost());
            assertThat(ofAlice.errors()).isEqualTo(ofBob.errors());
            System.out.printf(
                    "block: sifted %d, QBER %.4f, secret %d bits, %s%n",
                    ofAlice.siftedBits(),
                    ofAlice.errors().qber(),
                    ofAlice.block().key().lengthBits(),
                    ofAlice.cost());
            assertThat(ofAlice.block().key().lengthBits()).isBetween(17_000, 22_500);
            int ones = 0;
            for (byte b : ofAlice.block().key().exposeForWire()) {
                ones += Integer.bitCount(b & 0xFF);
            }
            int bits = ofAlice.block().key().lengthBits();
            assertThat((double) ones).isCloseTo(bits / 2.0, within(2 * Math.sqrt(bits)));
        }
    }

    private static LinkOptics optics(PhotonSource.Kind kind, double lossDb, double misalignment) {
        return new LinkOptics(
                new PhotonSource(kind, 0.5),
                new Fibre(lossDb),
                new Detector(0.2, misalignment == 0 ? 0 : 1e-6, misalignment));
    }
}
