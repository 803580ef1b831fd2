package io.warifu.gateway.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.SimulatedPair.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two ends on one thread: lost connections, lost keys and every order of events, on a test's clock.
 */
final class AgreementTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PairSettings SETTINGS = settings(Policy.QKD_AND_PQC);

    @Test
    void theFollowingEndLeadsWhenTheFirstGetsNoKeysAndBothNeverAtOnce() {
        SimulatedPair pair = running();
        pair.low.withoutNewKeys = true;
        for (int i = 0; i < 120; i++) {
            pair.pass(SECOND);
            pair.settle();
            assertThat(pair.low.agreement.isLeading() && pair.high.agreement.isLeading()).isFalse();
        }
        assertThat(pair.high.agreement.isLeading()).isTrue();
        assertThat(pair.low.current()).isEqualTo(pair.high.current()).isGreaterThan(1);
        assertThat(pair.high.confirmed.getLast().initiatedHere()).isTrue();
    }

    @Test
    void withoutAnyKeyBothEndsStopAtTheHardLimitAndGoOnByThemselvesAfterwards() {
        SimulatedPair pair = running();
        pair.low.withoutNewKeys = true;
        pair.high.withoutNewKeys = true;
        for (int i = 0; i < 400; i++) {
            pair.pass(SECOND);
            pair.settle();
        }
        assertThat(pair.low.epochs.sendable()).isEmpty();
        assertThat(pair.high.epochs.sendable()).isEmpty();
        int stuck = pair.low.current();
        assertThat(pair.low.alarms).contains(Alarm.KEYS_WITHHELD);

        pair.high.withoutNewKeys = false;
        for (int i = 0; i < 30; i++) {
            pair.pass(SECOND);
            pair.settle();
        }
        assertThat(pair.low.epochs.sendable()).isPresent();
        assertThat(pair.high.current()).isEqualTo(pair.low.current()).isGreaterThan(stuck);
    }

    @Test
    void aKeyThatWasOfferedIsNeverOfferedAgainAndLostOnesAreBounded() {
        SimulatedPair pair = running();
        pair.low.withoutNamedKeys = true;
        pair.high.withoutNamedKeys = true;
        int before = pair.low.offeredKeys.size();
        // The spare lasts one minute; in the next nothing works, and each end has its own bound.
        for (int i = 0; i < 118; i++) {
            pair.pass(SECOND);
            pair.settle();
        }
        List<Object> offered = new ArrayList<>(pair.low.offeredKeys);
        offered.addAll(pair.high.offeredKeys);
        assertThat(offered).doesNotHaveDuplicates();
        assertThat(offered.size() - before).isBetween(6, 2 * Tries.MAX_BURNT_A_MINUTE);
        assertThat(pair.low.alarms).contains(Alarm.KEY_LOST);
    }

    @Test
    void anEndThatWasRestartedBeginsASessionInWhichNothingOldIsUsed() {
        SimulatedPair pair = running();
        int before = pair.high.current();
        EpochName old = pair.high.currentName();
        pair.low.restart();
        pair.connect();
        pair.settle();
        pair.pass(SECOND);
        pair.settle();

        EpochName now = pair.high.currentName();
        assertThat(now.session()).isNotEqualTo(old.session());
        assertThat(now.epoch()).isGreaterThan(before);
        assertThat(pair.low.current()).isEqualTo(now.epoch());
        assertThat(pair.high.erased).contains(old);
    }

    @Test
    void theChainGoesOnAcrossAConnectionAndBeginsAnewWhenTheEndsDiffer() {
        SimulatedPair pair = running();
        pair.connect();
        ControlMessage.Hello low = (ControlMessage.Hello) pair.low.outgoing.getFirst();
        ControlMessage.Hello high = (ControlMessage.Hello) pair.high.outgoing.getFirst();
        assertThat(low.chainEpoch()).isEqualTo(high.chainEpoch()).isPositive();
        assertThat(low.chainTag()).isEqualTo(high.chainTag());
        pair.settle();

        // The following end has the epoch in hand, and its word of it is lost.
        while (pair.high.outgoing.stream().noneMatch(ControlMessage.Held.class::isInstance)) {
            pair.pass(SECOND);
            while (pair.deliverFrom(pair.low)
                    || pair.answerKeys(pair.low)
                    || pair.answerKeys(pair.high)) {
                if (pair.high.outgoing.stream().anyMatch(ControlMessage.Held.class::isInstance)) {
                    break;
                }
                pair.deliverFrom(pair.high);
            }
        }
        pair.connect();
        low = (ControlMessage.Hello) pair.low.outgoing.getFirst();
        high = (ControlMessage.Hello) pair.high.outgoing.getFirst();
        assertThat(low.chainTag()).isNotEqualTo(high.chainTag());
        pair.settle();
        for (int i = 0; i < 120; i++) {
            pair.pass(SECOND);
            pair.settle();
        }
        assertThat(pair.low.alarms).doesNotContain(Alarm.KEY_MISMATCH);
        assertSameKeys(pair);
    }

    @Test
    void mlKemAloneIsUsedOnlyIfBothPoliciesSaySoAndNoEndGetsKeys() {
        SimulatedPair strict = new SimulatedPair(settings(Policy.QKD_REQUIRED));
        SimulatedPair loose = new SimulatedPair(settings(Policy.EITHER_WITH_ALARM));
        for (SimulatedPair pair : List.of(strict, loose)) {
            pair.low.withoutNewKeys = true;
            pair.high.withoutNewKeys = true;
            pair.connect();
            for (int i = 0; i < 60; i++) {
                pair.settle();
                pair.pass(SECOND);
            }
        }
        assertThat(strict.low.current()).isZero();
        assertThat(loose.low.current()).isPositive().isEqualTo(loose.high.current());
        assertThat(loose.low.confirmed).allMatch(e -> e.mode() == KeyMode.PQC_ONLY);

        loose.high.withoutNewKeys = false;
        for (int i = 0; i < 130; i++) {
            loose.settle();
            loose.pass(SECOND);
        }
        assertThat(loose.low.confirmed.getLast().mode()).isEqualTo(KeyMode.QKD_AND_PQC);
    }

    @Test
    void anUndisturbedPairUsesOneKeyAMinute() {
        SimulatedPair pair = running();
        int before = pair.low.offeredKeys.size();
        for (int i = 0; i < 600; i++) {
            pair.pass(SECOND);
            pair.settle();
        }
        assertThat(pair.low.offeredKeys.size() - before).isBetween(9, 11);
        assertThat(pair.high.offeredKeys).isEmpty();
        assertSameKeys(pair);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverHappensInWhateverOrderTheEndsNeverUseDifferentKeysAndAlwaysRecover(long seed) {
        Random dice = new Random(seed);
        SimulatedPair pair = new SimulatedPair(SETTINGS);
        int lastLow = 0;
        int lastHigh = 0;
        for (int step = 0; step < 4_000; step++) {
            End end = dice.nextBoolean() ? pair.low : pair.high;
            switch (dice.nextInt(40)) {
                case 0 -> pair.connect();
                case 1 -> pair.disconnect();
                case 2 -> end.withoutNewKeys = dice.nextInt(3) == 0;
                case 3 -> end.withoutNamedKeys = dice.nextInt(3) == 0;
                case 4 -> end.ledgerFull = dice.nextInt(4) == 0;
                case 5, 6, 7, 8 -> pair.pass(Duration.ofMillis(dice.nextInt(4_000)));
                default -> {
                    boolean _ = dice.nextBoolean() ? pair.deliverFrom(end) : pair.answerKeys(end);
                }
            }
            assertThat(pair.low.agreement.isLeading() && pair.high.agreement.isLeading())
                    .as("both lead at step %d", step)
                    .isFalse();
            // What one end uses, the other can read.
            for (End sender : List.of(pair.low, pair.high)) {
                Optional<EpochInUse> used = sender.epochs.sendable();
                if (used.isPresent() && sender.agreement.isTalking()) {
                    Optional<LiveEpoch> there =
                            pair.other(sender).epochs.named(used.get().number());
                    there.ifPresent(live ->
                            assertThat(fingerprint(live)).isEqualTo(fingerprint(used.get())));
                }
            }
            assertThat(pair.low.current() == 0 || pair.low.current() >= lastLow).isTrue();
            assertThat(pair.high.current() == 0 || pair.high.current() >= lastHigh).isTrue();
            lastLow = Math.max(lastLow, pair.low.current());
            lastHigh = Math.max(lastHigh, pair.high.current());
        }
        for (End end : List.of(pair.low, pair.high)) {
            end.withoutNewKeys = false;
            end.withoutNamedKeys = false;
            end.ledgerFull = false;
        }
        pair.connect();
        for (int i = 0; i < 200; i++) {
            pair.settle();
            pair.pass(SECOND);
        }
        pair.settle();
        assertThat(pair.low.epochs.sendable()).isPresent();
        assertThat(pair.high.epochs.sendable()).isPresent();
        assertSameKeys(pair);
        List<Integer> numbers = new ArrayList<>(pair.low.offeredEpochs);
        numbers.addAll(pair.high.offeredEpochs);
        assertThat(numbers).doesNotHaveDuplicates();
        for (End end : List.of(pair.low, pair.high)) {
            assertThat(end.confirmed.stream().map(EpochEntry::name))
                    .doesNotHaveDuplicates()
                    .containsAll(end.switched);
            assertThat(end.erased).doesNotHaveDuplicates();
        }
    }

    private static SimulatedPair running() {
        SimulatedPair pair = new SimulatedPair(SETTINGS);
        pair.connect();
        pair.settle();
        pair.pass(SECOND);
        pair.settle();
        assertThat(pair.low.current()).isEqualTo(1);
        assertThat(pair.high.current()).isEqualTo(1);
        assertThat(pair.low.epochs.inHand()).isEqualTo(pair.high.epochs.inHand()).hasSize(1);
        return pair;
    }

    private static void assertSameKeys(SimulatedPair pair) {
        assertThat(pair.low.current()).isEqualTo(pair.high.current());
        assertThat(fingerprint(pair.low.epochs.sendable().orElseThrow()))
                .isEqualTo(fingerprint(pair.high.epochs.sendable().orElseThrow()));
    }

    private static byte[] fingerprint(LiveEpoch epoch) {
        CarrierNames names = new CarrierNames(true, new CarrierName(1, 2), new byte[32]);
        try {
            return epoch.trafficKey(names, new byte[32], true).fingerprint();
        } catch (CarrierFaultException e) {
            throw new AssertionError("an epoch in use is wiped", e);
        }
    }

    private static PairSettings settings(Policy policy) {
        return new PairSettings(
                policy,
                new EpochLimits(
                        Duration.ofMinutes(1),
                        1L << 30,
                        1L << 20,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(3),
                        CarrierLimits.HARD),
                1,
                Duration.ofMinutes(10));
    }
}
