package io.warifu.keys.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.LinkStock.Intake;
import io.warifu.keys.pool.LinkStock.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every stock must do; koganei sends under even blocks, tokyo under odd ones. */
abstract class LinkStockContract {

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOGANEI = new SiteId("koganei");
    private static final LinkId LINK = new LinkId(TOKYO, KOGANEI);
    private static final int BLOCK_BYTES = 64;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-25T00:00:00Z"));

    /** A new, empty stock. */
    abstract LinkStock stock(StockRules rules, InstantSource clock);

    private LinkStock stock(SiteId own) {
        return stock(new StockRules(own, 16_384, Duration.ZERO), now::get);
    }

    private LinkStock filled(SiteId own, int blocks) {
        LinkStock stock = stock(own);
        for (int sequence = 1; sequence <= blocks; sequence++) {
            assertThat(stock.offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
        }
        return stock;
    }

    @Test
    void refusesOtherContentUnderAUsedNumber() {
        LinkStock stock = filled(TOKYO, 2);
        KeyBlock otherBytes =
                new KeyBlock(1, block(1).blockId(), SecretBytes.copyOf(bytes(99)), 0.01);
        KeyBlock otherId = new KeyBlock(1, UUID.randomUUID(), SecretBytes.copyOf(bytes(1)), 0.01);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
        assertThat(stock.offer(LINK, otherId)).isEqualTo(Intake.CONFLICT);
        reserved(stock, 10);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
    }

    @Test
    void takesTheSameBlockAgainWithoutEffect() {
        LinkStock stock = filled(TOKYO, 2);
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        reserved(stock, BLOCK_BYTES);
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        assertThat(stock.view(LINK).outgoingBits()).isZero();
        assertThat(stock.view(LINK).nextSequence()).isEqualTo(3);
    }

    @Test
    void givesNoPadThatIsLongerThanItsHalfAndConsumesNothing() {
        LinkStock stock = filled(TOKYO, 4);
        assertThat(stock.reserve(LINK, 2 * BLOCK_BYTES + 1))
                .isEqualTo(new Reservation.TooLittle(2 * BLOCK_BYTES * 8));
        assertThat(stock.view(LINK).outgoingBits()).isEqualTo(2 * BLOCK_BYTES * 8);
    }

    @Test
    void refusesARangeOfWhichAByteWasUsedAndGivesTheRestBack() {
        LinkStock stock = filled(KOGANEI, 4);
        assertThat(stock.claim(LINK, List.of(new PadRange(3, 10, 10))))
                .isInstanceOf(Claim.Claimed.class);
        for (PadRange range :
                List.of(new PadRange(3, 10, 10), new PadRange(3, 19, 5), new PadRange(3, 0, 11))) {
            assertThat(stock.claim(LINK, List.of(new PadRange(1, 0, 20), range)))
                    .isInstanceOf(Claim.Used.class);
        }
        assertThat(stock.claim(LINK, List.of(new PadRange(1, 0, 20))))
                .isInstanceOf(Claim.Claimed.class);
        assertThat(stock.claim(LINK, List.of(new PadRange(3, 20, 44), new PadRange(3, 20, 1))))
                .isInstanceOf(Claim.Used.class);
        assertThat(stock.view(LINK).incomingBits()).isEqualTo((2 * BLOCK_BYTES - 30) * 8);
    }

    @Test
    void refusesARangeOfItsOwnHalfOrOfNoBlock() {
        LinkStock stock = filled(KOGANEI, 4);
        assertThat(stock.claim(LINK, List.of(new PadRange(2, 0, 8))))
                .isEqualTo(new Claim.Unknown(2));
        assertThat(stock.claim(LINK, List.of(new PadRange(5, 0, 8))))
                .isEqualTo(new Claim.Unknown(5));
        assertThat(stock.claim(LINK, List.of(new PadRange(1, 60, 5))))
                .isEqualTo(new Claim.Unknown(1));
    }

    @Test
    void givesAndTakesNothingWhileTheAlarmIsRaised() {
        LinkStock stock = filled(TOKYO, 4);
        stock.alarm(LINK, true, 0.25, "eavesdropper");
        assertThat(stock.view(LINK).alarm()).isTrue();
        assertThat(stock.view(LINK).qber()).isEqualTo(0.25);
        assertThat(stock.reserve(LINK, 8)).isInstanceOf(Reservation.InAlarm.class);
        assertThat(stock.claim(LINK, List.of(new PadRange(2, 0, 8))))
                .isInstanceOf(Claim.InAlarm.class);
        assertThat(stock.offer(LINK, block(5))).isEqualTo(Intake.IN_ALARM);
        stock.alarm(LINK, false, 0.02, "");
        assertThat(reserved(stock, 8).ranges()).containsExactly(new PadRange(1, 0, 8));
    }

    @Test
    void bothEndsReadTheSamePad() {
        LinkStock tokyo = filled(TOKYO, 6);
        LinkStock koganei = filled(KOGANEI, 6);
        for (int length : new int[] {10, 64, 1, 117}) {
            Pad sent = reserved(tokyo, length);
            Claim claim = koganei.claim(LINK, sent.ranges());
            assertThat(claim)
                    .isInstanceOfSatisfying(
                            Claim.Claimed.class,
                            claimed -> assertThat(claimed.pad().sameAs(sent.bytes())).isTrue());
        }
        assertThat(tokyo.view(LINK).outgoingBits()).isZero();
        assertThat(koganei.view(LINK).incomingBits()).isZero();
    }

    @Test
    void givesNoByteTwiceToManyAtOnce() {
        LinkStock stock = filled(TOKYO, 16);
        List<Pad> pads = Parallel.run(24, () -> reserved(stock, 20));
        Map<Long, BitSet> seen = new HashMap<>();
        for (Pad pad : pads) {
            byte[] expected = new byte[20];
            int at = 0;
            for (PadRange range : pad.ranges()) {
                BitSet used = seen.computeIfAbsent(range.sequence(), _ -> new BitSet());
                int end = range.offset() + range.length();
                assertThat(used.get(range.offset(), end).isEmpty()).isTrue();
                used.set(range.offset(), end);
                byte[] block = bytes(range.sequence());
                System.arraycopy(block, range.offset(), expected, at, range.length());
                at += range.length();
            }
            assertThat(pad.bytes().exposeForWire()).isEqualTo(expected);
        }
    }

    @Test
    void takesABlockLargerThanItsWholeCapacityAndIsFullThen() {
        LinkStock stock = stock(TOKYO);
        int bytes = 4_096;
        for (long sequence = 1; sequence <= 2; sequence++) {
            assertThat(stock.offer(LINK, large(sequence, bytes))).isEqualTo(Intake.STORED);
        }
        assertThat(stock.offer(LINK, large(3, bytes))).isEqualTo(Intake.FULL);
        reserved(stock, bytes);
        // One direction is short again, so blocks are wanted; whole old ones make room.
        for (long sequence = 3; sequence <= 6; sequence++) {
            if (stock.offer(LINK, large(sequence, bytes)) == Intake.FULL) {
                break;
            }
        }
        assertThat(stock.view(LINK).outgoingBits()).isGreaterThanOrEqualTo(8L * bytes);
        assertThat(stock.offer(LINK, large(7, bytes))).isEqualTo(Intake.FULL);
    }

    private static KeyBlock large(long sequence, int bytes) {
        byte[] key = new byte[bytes];
        new SplittableRandom(sequence).nextBytes(key);
        return new KeyBlock(sequence, new UUID(5, sequence), SecretBytes.copyOf(key), 0.01);
    }

    @Test
    void leavesAFreshBlockAloneUntilTheOtherEndHasItToo() {
        LinkStock stock = stock(new StockRules(TOKYO, 16_384, Duration.ofMillis(500)), now::get);
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.STORED);
        assertThat(stock.reserve(LINK, 8)).isInstanceOf(Reservation.TooLittle.class);
        now.updateAndGet(instant -> instant.plusMillis(500));
        assertThat(stock.reserve(LINK, 8)).isInstanceOf(Reservation.Reserved.class);
    }

    @Test
    void neverUsesWhatWasDiscarded() {
        LinkStock stock = filled(TOKYO, 4);
        stock.discard(LINK, 1);
        assertThat(reserved(stock, 8).ranges()).containsExactly(new PadRange(3, 0, 8));
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
    }

    @Test
    void isFullOnlyWhenNeitherDirectionIsShort() {
        LinkStock stock = stock(TOKYO);
        int sequence = 1;
        while (stock.offer(LINK, block(sequence)) == Intake.STORED) {
            sequence++;
        }
        assertThat(stock.offer(LINK, block(sequence))).isEqualTo(Intake.FULL);
        assertThat(sequence).isEqualTo(33);
        assertThat(stock.view(LINK).stockBits()).isEqualTo(16_384);
        reserved(stock, 1024);
        for (int more = 0; more < 100; more++) {
            assertThat(stock.view(LINK).stockBits()).isLessThan(16_384);
            // The numbers of the full direction only: the other one must not starve for it.
            assertThat(stock.offer(LINK, block(sequence + 1 + 2 * more))).isEqualTo(Intake.STORED);
        }
        assertThat(stock.view(LINK).incomingBits()).isLessThanOrEqualTo(16_384);
        assertThat(stock.offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
        assertThat(stock.view(LINK).outgoingBits()).isEqualTo(BLOCK_BYTES * 8);
    }

    @Test
    void takesManyRangesOfOneBlockAtOnce() {
        LinkStock stock = filled(KOGANEI, 1);
        AtomicInteger next = new AtomicInteger();
        List<Claim> claims =
                Parallel.run(
                        16,
                        () ->
                                stock.claim(
                                        LINK,
                                        List.of(new PadRange(1, 4 * next.getAndIncrement(), 4))));
        assertThat(claims).allMatch(Claim.Claimed.class::isInstance);
        assertThat(stock.view(LINK).incomingBits()).isZero();
    }

    @Test
    void countsNoBlockThatTheOtherEndHasPassedOver() {
        LinkStock stock = filled(KOGANEI, 8);
        assertThat(stock.claim(LINK, List.of(new PadRange(5, 0, 64))))
                .isInstanceOf(Claim.Claimed.class);
        now.updateAndGet(instant -> instant.plusSeconds(60));
        assertThat(stock.offer(LINK, block(10))).isEqualTo(Intake.STORED);
        assertThat(stock.view(LINK).incomingBits()).isEqualTo(3 * BLOCK_BYTES * 8);
        now.updateAndGet(instant -> instant.plusSeconds(60));
        assertThat(stock.offer(LINK, block(12))).isEqualTo(Intake.STORED);
        assertThat(stock.view(LINK).incomingBits()).isEqualTo(BLOCK_BYTES * 8);
        assertThat(stock.claim(LINK, List.of(new PadRange(3, 0, 8))))
                .isInstanceOf(Claim.Used.class);
        assertThat(stock.claim(LINK, List.of(new PadRange(7, 0, 8))))
                .isInstanceOf(Claim.Claimed.class);
    }

    private static Pad reserved(LinkStock stock, int bytes) {
        return switch (stock.reserve(LINK, bytes)) {
            case Reservation.Reserved(Pad pad) -> pad;
            case Reservation.TooLittle none -> throw new AssertionError(none);
            case Reservation.InAlarm none -> throw new AssertionError(none);
        };
    }

    private static KeyBlock block(long sequence) {
        byte[] id = Arrays.copyOf(bytes(sequence), 16);
        return new KeyBlock(
                sequence, UUID.nameUUIDFromBytes(id), SecretBytes.copyOf(bytes(sequence)), 0.01);
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[BLOCK_BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
