package io.warifu.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.socket.LinkConnection;
import io.warifu.simulator.socket.TwoEnds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both ends of a link, killed and started again many times. A kill is a copy of the folder while
 * the pool is open; the moments inside a write are the matter of {@link KeyPoolTest}.
 */
final class TwoPoolsCrashTest {

    private static final int RESTARTS = 12;
    private static final int SECRET_BYTES = 1 << 15;
    private static final int DEPOSIT_BITS = 1280;

    @TempDir private Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Map<Party, Long> handedOutBelow = new EnumMap<>(Party.class);
    private long block = -1;

    @Test
    void noPadIsHandedOutTwiceAndTheLanesAgreeWhicheverEndsAreKilled() throws Exception {
        Path now = Files.createDirectory(folder.resolve("life-0"));
        for (int life = 1; life <= RESTARTS; life++) {
            Path next = Files.createDirectory(folder.resolve("life-" + life));
            try (TwoEnds ends = new TwoEnds(now, SECRET_BYTES, Duration.ofSeconds(5))) {
                assertNothingComesBack(Party.ALICE, ends.poolOfAlice);
                assertNothingComesBack(Party.BOB, ends.poolOfBob);
                try (TwoEnds.Both both = ends.connect()) {
                    assertLanesAgree(ends);
                    settle(ends);
                    live(ends, both);
                    assertLanesAgree(ends);
                }
                depositAtOneEnd(ends, life % 3);
                handedOutBelow.put(Party.ALICE, position(ends.poolOfAlice, Lane.ALICE_TO_BOB));
                handedOutBelow.put(Party.BOB, position(ends.poolOfBob, Lane.BOB_TO_ALICE));
                leave(now, next, Party.ALICE, ends.poolOfAlice);
                leave(now, next, Party.BOB, ends.poolOfBob);
            }
            now = next;
        }
        assertThat(block).isGreaterThan(RESTARTS / 2);
    }

    /** A life goes on behind all that the lives before handed out. */
    private void assertNothingComesBack(Party end, KeyPool pool) {
        assertThat(position(pool, end.sends()))
                .isGreaterThanOrEqualTo(handedOutBelow.getOrDefault(end, 0L));
        assertThat(pool.ledger().isBalanced()).isTrue();
    }

    private static void assertLanesAgree(TwoEnds ends) {
        for (Lane lane : Lane.values()) {
            assertThat(position(ends.poolOfAlice, lane)).isEqualTo(position(ends.poolOfBob, lane));
        }
        assertThat(ends.poolOfAlice.ledger().isBalanced()).isTrue();
        assertThat(ends.poolOfBob.ledger().isBalanced()).isTrue();
    }

    /** What the hand-over does after a greeting: who lacks the last block takes it now. */
    private void settle(TwoEnds ends) throws Exception {
        for (KeyPool pool : new KeyPool[] {ends.poolOfAlice, ends.poolOfBob}) {
            if (pool.lastDeposit() < block) {
                assertThat(pool.deposit(block, Pools.bits(DEPOSIT_BITS, block))).isTrue();
            }
            pool.confirmDeposit(block);
        }
        for (Lane lane : Lane.values()) {
            assertThat(ends.poolOfAlice.endOf(lane)).isEqualTo(ends.poolOfBob.endOf(lane));
        }
    }

    private void live(TwoEnds ends, TwoEnds.Both both) throws Exception {
        for (int step = random.nextInt(3, 90); step > 0; step--) {
            tell(both.alice(), both.bob(), step);
            if (random.nextBoolean()) {
                tell(both.bob(), both.alice(), step);
            }
            if (step % 40 == 0) {
                block++;
                settle(ends);
            }
        }
    }

    private void depositAtOneEnd(TwoEnds ends, int which) throws Exception {
        if (which == 0) {
            return;
        }
        block++;
        KeyPool pool = which == 1 ? ends.poolOfAlice : ends.poolOfBob;
        assertThat(pool.deposit(block, Pools.bits(DEPOSIT_BITS, block))).isTrue();
    }

    private void leave(Path now, Path next, Party end, KeyPool pool) {
        if (random.nextInt(3) == 0) {
            pool.close();
        }
        Pools.copy(now.resolve(end.name()), next.resolve(end.name()));
    }

    private static void tell(LinkConnection from, LinkConnection to, int value) throws Exception {
        from.conversations()
                .conversation(1)
                .send(MessageKind.OFFER, new PayloadWriter().putCount(value));
        assertThat(
                        to.conversations()
                                .conversation(1)
                                .receive(MessageKind.OFFER)
                                .getInt(Integer.MAX_VALUE))
                .isEqualTo(value);
    }

    /** Everything below is spent or burned. */
    private static long position(KeyPool pool, Lane lane) {
        LaneLedger ledger = pool.ledger().of(lane);
        return ledger.spentBits() + ledger.burnedUnusedBits();
    }
}
