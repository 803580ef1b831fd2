package io.warifu.gateway.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the offer to the erasure, with real ML-KEM, one end against the other. */
final class EpochLifeTest {

    private static final CarrierNames NAMES =
            new CarrierNames(true, new CarrierName(1, 2), new byte[32]);

    private final EpochKem kem = new EpochKem(new SecureRandom());

    @Test
    void twoEndsWithDifferentQkdKeysNeverConfirm() {
        OfferedEpoch offered = offer(KeyMode.QKD_AND_PQC, key(1));
        AnsweredEpoch answered = answer(offered, key(2)).orElseThrow();

        assertThat(
                        offered.complete(
                                answered.ciphertext(), answered.confirmation(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aChangedCiphertextNeverConfirms() {
        OfferedEpoch offered = offer(KeyMode.QKD_AND_PQC, key(1));
        AnsweredEpoch answered = answer(offered, key(1)).orElseThrow();
        byte[] changed = answered.ciphertext();
        changed[500] ^= 1;

        assertThat(offered.complete(changed, answered.confirmation(), Optional.empty())).isEmpty();
    }

    @Test
    void twoEndsWithDifferentChainsNeverConfirm() {
        OfferedEpoch offered = offer(KeyMode.QKD_AND_PQC, key(1));
        AnsweredEpoch answered = answer(offered, key(1)).orElseThrow();

        assertThat(offered.complete(answered.ciphertext(), answered.confirmation(), key(7)))
                .isEmpty();
    }

    @Test
    void anEncapsulationKeyOutOfRangeIsNoKey() {
        OfferedEpoch offered = offer(KeyMode.QKD_AND_PQC, key(1));
        byte[] bad = offered.encapsulationKey();
        Arrays.fill(bad, 0, 3, (byte) 0xFF);

        assertThat(AnsweredEpoch.answer(offered.terms(), key(1), bad, kem, Optional.empty()))
                .isEmpty();
        assertThat(
                        AnsweredEpoch.answer(
                                offered.terms(), key(1), new byte[5], kem, Optional.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(KeyMode.class)
    void twoEndsThatAgreeGiveACarrierTheSameKeys(KeyMode mode) throws CarrierFaultException {
        Optional<SecretBytes> own = mode == KeyMode.PQC_ONLY ? Optional.empty() : key(1);
        Optional<SecretBytes> peers = mode == KeyMode.PQC_ONLY ? Optional.empty() : key(1);
        OfferedEpoch offered = offer(mode, own);
        AnsweredEpoch answered = answer(offered, peers).orElseThrow();
        OfferedEpoch.Completed completed =
                offered.complete(answered.ciphertext(), answered.confirmation(), Optional.empty())
                        .orElseThrow();
        ConfirmedEpoch there = answered.confirm(completed.confirmation()).orElseThrow();
        ConfirmedEpoch here = completed.epoch();

        assertThat(here.trafficKey(NAMES, new byte[32], true).fingerprint())
                .isEqualTo(there.trafficKey(NAMES, new byte[32], true).fingerprint())
                .isNotEqualTo(there.trafficKey(NAMES, new byte[32], false).fingerprint());
        assertThat(here.chain().sameAs(there.chain())).isTrue();
        assertThat(here.entry().initiatedHere()).isTrue();
        assertThat(there.entry().initiatedHere()).isFalse();
        own.ifPresent(key ->
                assertThatThrownBy(key::exposeForWire).isInstanceOf(IllegalStateException.class));
        peers.ifPresent(key ->
                assertThatThrownBy(key::exposeForWire).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void aWrongConfirmationOfTheInitiatorIsRefusedAndTheAnswerIsVoid() {
        OfferedEpoch offered = offer(KeyMode.QKD_AND_PQC, key(1));
        AnsweredEpoch answered = answer(offered, key(1)).orElseThrow();

        assertThat(answered.confirm(new byte[16])).isEmpty();
        assertThatThrownBy(answered::confirmation).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEpochIsErasedOnceWhenTheLastHolderLetsGoWithFinalTotals() throws CarrierFaultException {
        List<ErasedEpoch> erased = new ArrayList<>();
        EpochInUse epoch = inUse(erased);
        try (DirectionKey key = epoch.hold(NAMES, new byte[32], true)) {
            assertThat(key.fingerprint())
                    .isEqualTo(epoch.trafficKey(NAMES, new byte[32], true).fingerprint());
        }
        epoch.sent(1, 10);
        epoch.wipeLink();
        epoch.wipeLink();
        assertThat(erased).isEmpty();
        assertGone(() -> epoch.trafficKey(NAMES, new byte[32], true));
        assertGone(() -> epoch.openSeal(NAMES));
        assertGone(() -> epoch.answerSeal(NAMES));
        assertGone(() -> epoch.hold(NAMES, new byte[32], true));
        assertThat(erased).as("who got no key holds nothing, and lets go of nothing").isEmpty();
        epoch.received(7);
        epoch.release();

        assertThat(erased)
                .containsExactly(
                        new ErasedEpoch(epoch.entry().name(), new EpochTotals(10, 7, 1, 1, 0)));
        assertGone(() -> epoch.hold(NAMES, new byte[32], true));
        assertThat(epoch.isErased()).isTrue();
    }

    private static void assertGone(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        CarrierFaultException.class,
                        e -> assertThat(e.fault()).isEqualTo(CarrierFault.EPOCH_UNKNOWN));
    }

    @Test
    void anEpochAdmitsACarrierOnceAndNotTooMany() {
        EpochInUse epoch = inUse(new ArrayList<>());
        for (int i = 0; i < EpochInUse.MAX_CARRIERS; i++) {
            assertThat(epoch.admit(new CarrierName(i, 0))).isEqualTo(EpochInUse.Admission.NEW);
        }
        assertThat(epoch.admit(new CarrierName(5, 0))).isEqualTo(EpochInUse.Admission.REPLAYED);
        assertThat(epoch.admit(new CarrierName(-1, 0))).isEqualTo(EpochInUse.Admission.FULL);
    }

    private EpochInUse inUse(List<ErasedEpoch> erased) {
        OfferedEpoch offered = offer(KeyMode.QKD_ONLY, key(1));
        AnsweredEpoch answered = answer(offered, key(1)).orElseThrow();
        return offered.complete(answered.ciphertext(), answered.confirmation(), Optional.empty())
                .orElseThrow()
                .epoch()
                .use(0, erased::add);
    }

    private OfferedEpoch offer(KeyMode mode, Optional<SecretBytes> key) {
        return OfferedEpoch.offer(EpochSecretsTest.terms(mode, true), key, kem);
    }

    private Optional<AnsweredEpoch> answer(OfferedEpoch offered, Optional<SecretBytes> key) {
        return AnsweredEpoch.answer(
                offered.terms(), key, offered.encapsulationKey(), kem, Optional.empty());
    }

    private static Optional<SecretBytes> key(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return Optional.of(SecretBytes.takeFrom(key));
    }
}
