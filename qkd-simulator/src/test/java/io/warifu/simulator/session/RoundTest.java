package io.warifu.simulator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.eavesdrop.Attack;
import io.warifu.simulator.eavesdrop.Eavesdropper;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Drift;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.preset.Preset;
import io.warifu.simulator.preset.Presets;
import io.warifu.simulator.session.BlockOutcome.Nothing;
import io.warifu.simulator.session.BlockOutcome.Sealed;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundTest {

    private static final Preset PRESET = Presets.named("demonstration");
    private static final PostProcessing SETTINGS =
            new PostProcessing(PRESET.source(), Proof.WIESEMANN, new Security(1e-10, 1e-15));
    private static final BlockSizes SIZES = new BlockSizes(1 << 19, 32_768, 1 << 17);

    @Test
    void bothEndsSealTheSameBlock() throws Exception {
        InMemoryLink link = link(SIZES, Eavesdropper.none(), 6);
        InMemoryLink.Both<SiftedRound> round = link.sift(Wish.KEY, Wish.FILL);
        assertThat(round.alice().counts()).isEqualTo(round.bob().counts());
        assertThat(round.alice().yieldsKey()).isTrue();
        InMemoryLink.Both<BlockOutcome> both = link.distil(round);
        assertThat(both.alice()).isInstanceOf(Sealed.class);
        Sealed sealed = (Sealed) both.alice();
        assertThat(both.bob())
                .isInstanceOfSatisfying(
                        Sealed.class,
                        bob -> {
                            assertThat(bob.blockId()).isEqualTo(sealed.blockId());
                            assertThat(bob.sequence()).isEqualTo(sealed.sequence());
                            assertThat(bob.evidence().counts())
                                    .isEqualTo(sealed.evidence().counts());
                            assertThat(bob.evidence().length())
                                    .isEqualTo(sealed.evidence().length());
                            assertThat(bob.evidence().seedHash())
                                    .isEqualTo(sealed.evidence().seedHash());
                        });
        FinishedBlock ofAlice =
                Objects.requireNonNull(link.keeperOfAlice.counted.get(sealed.blockId()));
        FinishedBlock ofBob =
                Objects.requireNonNull(link.keeperOfBob.counted.get(sealed.blockId()));
        assertThat(ofAlice.key().sameAs(ofBob.key())).isTrue();
        assertThat(ofAlice.key().lengthBits()).isGreaterThan(50_000);
        int ones = 0;
        for (byte b : ofAlice.key().exposeForWire()) {
            ones += Integer.bitCount(b & 0xFF);
        }
        int bits = ofAlice.key().lengthBits();
        assertThat((double) ones).isCloseTo(bits / 2.0, within(2.5 * Math.sqrt(bits)));
    }

    @Test
    void keysThatDifferAfterErrorCorrectionAreForgottenAtBothEnds() throws Exception {
        InMemoryLink link = link(SIZES, Eavesdropper.none(), 10);
        link.spoilVerification();
        InMemoryLink.Both<BlockOutcome> both = link.distil(link.sift(Wish.KEY, Wish.KEY));
        for (BlockOutcome outcome : List.of(both.alice(), both.bob())) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Nothing.class,
                            nothing ->
                                    assertThat(nothing.reason())
                                            .isEqualTo(BlockOutcome.Reason.KEYS_STILL_DIFFER));
        }
        assertThat(link.keeperOfAlice.counted).isEmpty();
        assertThat(link.keeperOfBob.prepared).isEmpty();
    }

    @Test
    void aBlockTooSmallForTheProofGivesNothing() throws Exception {
        InMemoryLink link = link(new BlockSizes(1 << 15, 2048, 1 << 16), Eavesdropper.none(), 7);
        InMemoryLink.Both<BlockOutcome> both = link.distil(link.sift(Wish.KEY, Wish.KEY));
        assertThat(both.alice())
                .isInstanceOfSatisfying(
                        Nothing.class,
                        nothing ->
                                assertThat(nothing.reason())
                                        .isEqualTo(BlockOutcome.Reason.NO_SECRET_LEFT));
        assertThat(both.bob()).isInstanceOf(Nothing.class);
        assertThat(link.keeperOfAlice.counted).isEmpty();
        assertThat(link.keeperOfBob.prepared).isEmpty();
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource({
        "INTERCEPT_RESEND, ERROR_RATE",
        "PHOTON_NUMBER_SPLITTING, PHOTON_NUMBER",
        "BLINDING, BRIGHT_LIGHT"
    })
    void anAttackerIsSeenAtBothEnds(Attack attack, Suspicion suspicion) throws Exception {
        InMemoryLink link = link(SIZES, new Eavesdropper(attack, 1), 1);
        for (Wish wish : new Wish[] {Wish.CHECK, Wish.KEY}) {
            InMemoryLink.Both<SiftedRound> round = link.sift(wish, wish);
            assertThat(round.alice().verdict()).isEqualTo(new Verdict.Suspicious(suspicion));
            assertThat(round.bob().verdict()).isEqualTo(round.alice().verdict());
            assertThat(round.alice().yieldsKey()).isFalse();
        }
    }

    @Test
    void tenPerCentOfErrorsPassTheQuickAlarmButNoKeyIsLeft() throws Exception {
        LinkOptics ideal = ideal(10, 0);
        InMemoryLink link =
                new InMemoryLink(ideal, SIZES, SETTINGS, Eavesdropper.ofFraction(0.4), 8);
        InMemoryLink.Both<SiftedRound> round = link.sift(Wish.KEY, Wish.KEY);
        assertThat(round.alice().qber()).isCloseTo(0.10, within(0.01));
        assertThat(link.distil(round).alice())
                .isInstanceOfSatisfying(
                        Nothing.class,
                        nothing ->
                                assertThat(nothing.reason())
                                        .isEqualTo(BlockOutcome.Reason.NO_SECRET_LEFT));
        assertThat(link.keeperOfAlice.counted).isEmpty();
        assertThat(link.keeperOfBob.counted).isEmpty();
    }

    @Test
    void theLeakInTheLedgerIsWhatATapOnTheWireCounts() throws Exception {
        InMemoryLink link = link(SIZES, Eavesdropper.none(), 9);
        BlockOutcome outcome = link.distil(link.sift(Wish.KEY, Wish.KEY)).alice();
        assertThat(outcome).isInstanceOf(Sealed.class);
        assertThat(((Sealed) outcome).evidence().cascade().leakedBits())
                .isEqualTo(link.paritiesOnTheWire());
    }

    @Test
    void aBlockedFibreIsDark() throws Exception {
        InMemoryLink link = link(SIZES, new Eavesdropper(Attack.BEAM_BLOCK, 1), 2);
        InMemoryLink.Both<SiftedRound> round = link.sift(Wish.KEY, Wish.KEY);
        assertThat(round.alice().verdict()).isInstanceOf(Verdict.TooDark.class);
        assertThat(round.bob().verdict()).isInstanceOf(Verdict.TooDark.class);
    }

    @ParameterizedTest(name = "share {0}, misalignment {1}")
    @CsvSource({"1.0, 0.0", "1.0, 0.033", "0.4, 0.0", "0.0, 0.033"})
    void errorRateFollowsTheAttackedShare(double share, double misalignment) throws Exception {
        LinkOptics optics = ideal(10, misalignment);
        InMemoryLink link =
                new InMemoryLink(optics, SIZES, SETTINGS, Eavesdropper.ofFraction(share), 3);
        SiftedRound round = link.sift(Wish.CHECK, Wish.CHECK).alice();
        double expected = share / 4 + misalignment * (1 - share / 2);
        double deviation = Math.sqrt(expected * (1 - expected) / round.compared().detections());
        assertThat(round.qber()).isCloseTo(expected, within(4 * deviation + 1e-4));
    }

    @Test
    void theLessEagerEndWins() throws Exception {
        InMemoryLink link = link(SIZES, Eavesdropper.none(), 5);
        InMemoryLink.Both<SiftedRound> round = link.sift(Wish.FILL, Wish.CHECK);
        assertThat(round.alice().plan()).isEqualTo(round.bob().plan());
        assertThat(round.alice().plan().wish()).isEqualTo(Wish.CHECK);
        assertThat(round.alice().yieldsKey()).isFalse();
        assertThat(round.alice().ordinal()).isEqualTo(1);
    }

    private static LinkOptics ideal(double lossDb, double misalignment) {
        return new LinkOptics(
                PRESET.source(),
                1e9,
                new Fibre(lossDb),
                Detector.withoutMemory(0.2, 0, misalignment),
                Drift.none());
    }

    private static InMemoryLink link(BlockSizes sizes, Eavesdropper eve, long seed) {
        LinkOptics optics =
                new LinkOptics(
                        PRESET.source(),
                        1e9,
                        new Fibre(13.5),
                        Detector.withoutMemory(0.2, 2e-7, 0.01),
                        Drift.none());
        return new InMemoryLink(optics, sizes, SETTINGS, eve, seed);
    }
}
