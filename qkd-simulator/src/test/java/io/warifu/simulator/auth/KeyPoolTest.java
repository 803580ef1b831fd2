package io.warifu.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyPoolTest {

    private static final long LANE_BITS = Pools.SECRET_BYTES * 8L / 2;

    @TempDir private Path folder;

    @Test
    void aDamagedStateIsRefused() throws Exception {
        open(Party.ALICE).close();
        Path state = folder.resolve("pool-ALICE/pool.state");
        Files.writeString(state, Files.readString(state).replaceFirst("4096", "4095"));
        assertThatThrownBy(() -> open(Party.ALICE))
                .isInstanceOf(PoolRefusedException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aSecretThatNobodyFilledIsRefused() throws Exception {
        for (byte filling : new byte[] {0, -1, 16}) {
            byte[] secret = new byte[Pools.SECRET_BYTES];
            Arrays.fill(secret, filling);
            Files.write(folder.resolve("secret"), secret);
            assertThatThrownBy(() -> open(Party.ALICE))
                    .isInstanceOf(PoolRefusedException.class)
                    .hasMessageContaining("does not hold random bits");
        }
    }

    @Test
    void aMissingStateIsNotAFreshStart() throws Exception {
        open(Party.ALICE).close();
        Files.delete(folder.resolve("pool-ALICE/pool.state"));
        assertThatThrownBy(() -> open(Party.ALICE))
                .isInstanceOf(PoolRefusedException.class)
                .hasMessageContaining("no pool.state");
    }

    @Test
    void aMissingOrShortLaneIsRefused() throws Exception {
        open(Party.BOB).close();
        Path lane = folder.resolve("pool-BOB/alice_to_bob.bits");
        Files.write(lane, new byte[8]);
        assertThatThrownBy(() -> open(Party.BOB)).isInstanceOf(PoolRefusedException.class);
        Files.delete(lane);
        assertThatThrownBy(() -> open(Party.BOB)).isInstanceOf(PoolRefusedException.class);
    }

    @Test
    void aPoolInUseAndThePoolOfAnotherLinkAreRefused() throws Exception {
        PoolSettings settings = Pools.settings(folder, Party.ALICE);
        try (KeyPool pool = KeyPool.open(settings)) {
            assertThat(pool.remainingBits()).isEqualTo(LANE_BITS);
            assertThatThrownBy(() -> KeyPool.open(settings))
                    .isInstanceOf(PoolRefusedException.class)
                    .hasMessageContaining("uses the pool");
        }
        PoolSettings other =
                PoolSettings.of(
                        new LinkId(new SiteId("tokyo"), new SiteId("osaka")),
                        Party.ALICE,
                        settings.folder(),
                        settings.preSharedSecret());
        assertThatThrownBy(() -> KeyPool.open(other))
                .isInstanceOf(PoolRefusedException.class)
                .hasMessageContaining("tokyo-koganei");
    }

    @Test
    void aMissingOrTinySecretIsRefused() throws Exception {
        PoolSettings settings = Pools.settings(folder, Party.ALICE);
        Files.write(settings.preSharedSecret(), new byte[10]);
        assertThatThrownBy(() -> KeyPool.open(settings)).isInstanceOf(PoolRefusedException.class);
        Files.delete(settings.preSharedSecret());
        assertThatThrownBy(() -> KeyPool.open(settings)).isInstanceOf(PoolRefusedException.class);
    }

    @Test
    void anEmptyLaneEndsInTheCheckThatSaysSo() throws Exception {
        try (KeyPool pool = open(Party.ALICE)) {
            long session = pool.beginSession();
            for (int i = 0; i < LANE_BITS / 64; i++) {
                assertThat(pool.take(session, 1).offset()).isEqualTo(i * 64L);
            }
            assertThatThrownBy(() -> pool.take(session, 1))
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.check()).isEqualTo(Check.AUTH_POOL_EMPTY));
            assertThat(pool.remainingBits()).isZero();
        }
    }

    @Test
    void aSecretIsImportedOnceOnlyAndARestartGoesOn() throws Exception {
        long session;
        try (KeyPool pool = open(Party.ALICE)) {
            session = pool.beginSession();
            pool.take(session, 3);
        }
        Files.delete(folder.resolve("secret"));
        PoolSettings settings =
                new PoolSettings(
                        Pools.LINK,
                        Party.ALICE,
                        folder.resolve("pool-ALICE"),
                        folder.resolve("secret"),
                        Pools.CAPACITY_BITS,
                        Pools.RESERVATION_PADS);
        try (KeyPool pool = KeyPool.open(settings)) {
            assertThat(pool.take(pool.beginSession(), 1).offset()).isEqualTo(3 * 64);
            assertThat(pool.ledger().aliceToBob())
                    .isEqualTo(new LaneLedger(LANE_BITS, 0, 256, 0, LANE_BITS - 256));
        }
    }

    @Test
    void bothEndsDrawTheSameBitsAndANewerSessionStopsTheOlder() throws Exception {
        try (KeyPool alice = open(Party.ALICE);
                KeyPool bob = open(Party.BOB)) {
            long old = alice.beginSession();
            TakenWords taken = alice.take(old, 2);
            assertThat(bob.look(taken.offset(), 2)).isEqualTo(taken.words());
            long young = alice.beginSession();
            assertThatThrownBy(() -> alice.take(old, 1)).isInstanceOf(ChannelException.class);
            assertThat(alice.take(young, 1).offset()).isEqualTo(128);
        }
    }

    @Test
    void aDepositIsSpentOnlyAfterTheOtherEndIsKnownToHoldItAndCountsOnce() throws Exception {
        try (KeyPool pool = open(Party.ALICE)) {
            assertThat(pool.deposit(4, Pools.bits(1280, 1))).isTrue();
            assertThat(pool.deposit(4, Pools.bits(1280, 1))).isFalse();
            assertThat(pool.deposit(3, Pools.bits(1280, 1))).isFalse();
            assertThat(pool.remainingBits()).isEqualTo(LANE_BITS);
            assertThat(pool.ledger().aliceToBob().remainingBits()).isEqualTo(LANE_BITS + 640);
            pool.confirmDeposit(3);
            assertThat(pool.remainingBits()).isEqualTo(LANE_BITS);
        }
        try (KeyPool pool = open(Party.ALICE)) {
            assertThat(pool.lastDeposit()).isEqualTo(4);
            pool.confirmDeposit(4);
            assertThat(pool.remainingBits()).isEqualTo(LANE_BITS + 640);
        }
    }

    @Test
    void aDepositThatDoesNotFitIsRefused() throws Exception {
        try (KeyPool pool = open(Party.BOB)) {
            int room = (int) pool.roomBits();
            assertThat(room).isEqualTo(2 * (Pools.CAPACITY_BITS - (int) LANE_BITS));
            assertThatThrownBy(() -> pool.deposit(1, Pools.bits(room + 128, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.deposit(1, Pools.bits(64, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(pool.deposit(1, Pools.bits(room, 1))).isTrue();
            assertThat(pool.roomBits()).isZero();
        }
    }

    @Test
    void usedBitsAreZerosOnDisk() throws Exception {
        try (KeyPool pool = open(Party.ALICE)) {
            pool.take(pool.beginSession(), 20);
        }
        byte[] lane = Files.readAllBytes(folder.resolve("pool-ALICE/alice_to_bob.bits"));
        assertThat(Arrays.copyOf(lane, 160)).containsOnly(0);
        assertThat(Arrays.copyOfRange(lane, 160, 176)).isNotEqualTo(new byte[16]);
    }

    @Test
    void theLedgerBalancesWhateverHappens() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        KeyPool pool = open(Party.BOB);
        long session = pool.beginSession();
        long block = 0;
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    int bits = (int) Math.min(pool.roomBits(), 128L * random.nextInt(1, 20));
                    pool.deposit(++block, Pools.bits(bits, step));
                    pool.confirmDeposit(random.nextBoolean() ? block : block - 1);
                }
                case 1 -> {
                    pool.close();
                    pool = open(Party.BOB);
                    session = pool.beginSession();
                }
                case 2, 3 -> {
                    if (pool.remainingBits() >= 192) {
                        pool.take(session, random.nextInt(1, 4));
                    }
                }
                default -> {
                    LaneLedger lane = pool.ledger().aliceToBob();
                    if (lane.remainingBits() >= 256) {
                        long at = pool.endOf(Lane.ALICE_TO_BOB) - lane.remainingBits();
                        pool.accept(at + 64L * random.nextInt(3), 1);
                    }
                }
            }
            assertThat(pool.ledger().isBalanced()).isTrue();
        }
        assertThat(pool.ledger().aliceToBob().burnedUnusedBits()).isPositive();
        assertThat(pool.ledger().bobToAlice().burnedUnusedBits()).isZero();
        pool.close();
    }

    /** A kill at any moment finds what the last fsync left: every such state is tried. */
    @Test
    void noPadIsEverHandedOutTwiceWhereverTheProcessDies() throws Exception {
        PoolSettings settings = Pools.settings(folder, Party.ALICE);
        List<Path> crashes = new ArrayList<>();
        List<Set<Long>> usedBefore = new ArrayList<>();
        Set<Long> used = new TreeSet<>();
        Runnable durable =
                () -> {
                    Path copy = folder.resolve("crash-" + crashes.size());
                    Pools.copy(settings.folder(), copy);
                    crashes.add(copy);
                    usedBefore.add(Set.copyOf(used));
                };
        try (KeyPool pool = KeyPool.open(settings, durable, used::add)) {
            long session = pool.beginSession();
            for (int i = 0; i < 30; i++) {
                pool.take(session, 1 + i % 3);
                if (i % 10 == 9) {
                    pool.deposit(i, Pools.bits(1280, i));
                    pool.confirmDeposit(i);
                }
            }
        }
        // What was handed out until the next fsync is in no state of disk but must stay used.
        usedBefore.add(Set.copyOf(used));
        for (int i = 0; i < crashes.size(); i++) {
            Set<Long> everUsed = usedBefore.get(i + 1);
            PoolSettings restarted =
                    new PoolSettings(
                            Pools.LINK,
                            Party.ALICE,
                            crashes.get(i),
                            settings.preSharedSecret(),
                            Pools.CAPACITY_BITS,
                            Pools.RESERVATION_PADS);
            Set<Long> after = new TreeSet<>();
            try (KeyPool pool = KeyPool.open(restarted, () -> {}, after::add)) {
                long session = pool.beginSession();
                for (int n = 0; n < 3; n++) {
                    pool.take(session, 1);
                }
                assertThat(pool.ledger().isBalanced()).isTrue();
            }
            assertThat(after).hasSize(3);
            assertThat(everUsed.stream().filter(after::contains)).isEmpty();
        }
        assertThat(crashes).hasSizeGreaterThan(20);
    }

    private KeyPool open(Party end) throws IOException {
        return KeyPool.open(Pools.settings(folder, end));
    }
}
