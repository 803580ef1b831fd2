package io.warifu.sharing.protocol;

import static io.warifu.sharing.protocol.Plain.COINS;
import static io.warifu.sharing.protocol.Plain.SHARING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.sharing.SharingId;
import io.warifu.sharing.field.Gf256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RepairTest {

    private static final long SEED = 43;

    @Test
    void givesTheOldPolynomialsValueInTenThousandRandomRuns() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.RUNS; run++) {
            Roster roster = Plain.randomRoster(random);
            int newcomer = newPoint(random, roster);
            Plain secret = Plain.random(random, roster.k(), 1 + random.nextInt(40));
            HeldShare repaired = run(random, roster, newcomer, secret);
            assertThat(repaired.x()).isEqualTo(newcomer);
            assertThat(repaired.epoch()).isEqualTo(2);
            assertThat(repaired.values().copy()).as("run %d", run).isEqualTo(secret.at(newcomer));
        }
    }

    private static int newPoint(Random random, Roster roster) {
        int point = 1 + random.nextInt(255);
        while (roster.points().contains(point)) {
            point = 1 + random.nextInt(255);
        }
        return point;
    }

    private static HeldShare run(Random random, Roster roster, int newcomer, Plain secret) {
        TreeSet<Integer> helpers = Plain.some(random, roster, roster.k());
        Repair.Order order =
                new Repair.Order(roster.with(newcomer), SHARING, 2, helpers, newcomer, newcomer);
        Map<Integer, HeldShare> shares = secret.shares(roster, 2);
        List<Repair.Piece> pieces = new ArrayList<>();
        helpers.forEach(x -> pieces.addAll(Repair.split(order, Plain.of(shares, x), COINS)));
        List<Repair.Sum> sums = new ArrayList<>();
        for (int to : helpers) {
            sums.add(Repair.sum(order, to, pieces.stream().filter(p -> p.to() == to).toList()));
        }
        return Repair.finish(order, sums);
    }

    /**
     * Over many repairs of the same shares, what a helper sends to each other one, and what it
     * sends to the newcomer, takes every value as often as chance has it.
     */
    @Test
    void everyMessageByItselfIsUniform() {
        Roster roster = Roster.of(3, 1, 2, 3, 4, 5);
        Map<Integer, HeldShare> shares =
                Plain.random(new Random(SEED), 3, 65_536).shares(roster, 0);
        Repair.Order order =
                new Repair.Order(roster, SHARING, 0, new TreeSet<>(List.of(1, 2, 5)), 4, 4);
        List<Repair.Piece> pieces = new ArrayList<>();
        // Constant shares: whatever varies is the protocol's own randomness.
        for (int x : List.of(1, 2, 5)) {
            byte[] constant = new byte[Plain.of(shares, x).values().lengthBytes()];
            Arrays.fill(constant, (byte) (17 * x));
            pieces.addAll(
                    Repair.split(
                            order,
                            new HeldShare(roster, SHARING, 0, x, Lanes.owning(constant)),
                            COINS));
        }
        assertThat(pieces).hasSize(9);
        for (Repair.Piece piece : pieces) {
            requireUniform(piece.values().copy());
        }
        for (int to : List.of(1, 2, 5)) {
            requireUniform(
                    Repair.sum(order, to, pieces.stream().filter(p -> p.to() == to).toList())
                            .values()
                            .copy());
        }
    }

    private static void requireUniform(byte[] sample) {
        int[] counts = new int[Gf256.ORDER];
        for (byte value : sample) {
            counts[value & 0xFF]++;
        }
        double expected = sample.length / 256.0;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertThat(chiSquare).isBetween(150.0, 390.0);
    }

    @Test
    void pointZeroForeignPointsAndOthersSharesCannotBeOrdered() {
        Roster roster = Roster.of(3, 1, 2, 3, 4, 5);
        TreeSet<Integer> helpers = new TreeSet<>(List.of(1, 2, 3));
        requireRefused(roster, helpers, 0, 0);
        requireRefused(roster, helpers, 6, 6);
        requireRefused(roster, helpers, -1, -1);
        requireRefused(roster, helpers, 256, 256);
        requireRefused(roster, helpers, 4, 5);
        requireRefused(roster, helpers, 3, 3);
        requireRefused(roster, new TreeSet<>(List.of(1, 2)), 4, 4);
        requireRefused(roster, new TreeSet<>(List.of(1, 2, 3, 5)), 4, 4);
        requireRefused(roster, new TreeSet<>(List.of(0, 2, 3)), 4, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> roster.with(0));
        assertThatIllegalArgumentException().isThrownBy(() -> roster.with(256));
        assertThatIllegalArgumentException().isThrownBy(() -> roster.with(5));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.of(2, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.of(2, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.of(1, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.of(3, 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeldShare(roster, SHARING, 0, 0, Lanes.copyOf(new byte[1])));
    }

    private static void requireRefused(
            Roster roster, TreeSet<Integer> helpers, int newcomer, int requester) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Repair.Order(roster, SHARING, 0, helpers, newcomer, requester));
    }

    @Test
    void messagesOfOthersAndIncompleteOnesAreRefused() {
        Roster roster = Roster.of(2, 1, 2, 3);
        Map<Integer, HeldShare> shares = Plain.random(new Random(SEED), 2, 5).shares(roster, 0);
        Repair.Order order =
                new Repair.Order(roster, SHARING, 0, new TreeSet<>(List.of(1, 2)), 3, 3);
        Repair.Order other =
                new Repair.Order(
                        roster, new SharingId(1, 2), 0, new TreeSet<>(List.of(1, 2)), 3, 3);
        Repair.Order later =
                new Repair.Order(roster, SHARING, 1, new TreeSet<>(List.of(1, 2)), 3, 3);
        List<Repair.Piece> pieces = Repair.split(order, Plain.of(shares, 1), COINS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repair.split(order, Plain.of(shares, 3), COINS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repair.split(other, Plain.of(shares, 1), COINS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repair.split(later, Plain.of(shares, 1), COINS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repair.sum(order, 1, List.of(pieces.getFirst())));
        assertThatIllegalArgumentException().isThrownBy(() -> Repair.sum(order, 1, pieces));
        assertThatIllegalArgumentException().isThrownBy(() -> Repair.sum(order, 3, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Repair.finish(order, List.of()));
        Repair.Sum sum = new Repair.Sum(1, Lanes.copyOf(new byte[5]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repair.finish(order, List.of(sum, sum)));
        assertThatIllegalArgumentException().isThrownBy(() -> Repair.finish(order, List.of(sum)));
    }
}
