package io.warifu.sharing.protocol;

import static io.warifu.sharing.protocol.Plain.COINS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.sharing.Dealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private static final long SEED = 41;

    @Test
    void agreesWithPlainPolynomialsInTenThousandRandomRuns() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.RUNS; run++) {
            Roster roster = Plain.randomRoster(random);
            int length = 1 + random.nextInt(40);
            Plain secret = Plain.random(random, roster.k(), length);
            Map<Integer, HeldShare> old = secret.shares(roster, 3);
            int dealers = roster.k() + random.nextInt(roster.points().size() - roster.k() + 1);
            List<Refresh.Part> all = new ArrayList<>();
            for (int dealer : Plain.some(random, roster, dealers)) {
                all.addAll(Refresh.deal(roster, dealer, 4, length, COINS));
            }
            TreeMap<Integer, byte[]> fresh = new TreeMap<>();
            for (HeldShare share : old.values()) {
                HeldShare renewed = Refresh.apply(share, partsFor(share.x(), all));
                byte[] expected = share.values().copy();
                for (Refresh.Part part : partsFor(share.x(), all)) {
                    for (int i = 0; i < length; i++) {
                        expected[i] ^= part.values().copy()[i];
                    }
                }
                assertThat(renewed.epoch()).isEqualTo(4);
                assertThat(renewed.values().copy()).as("run %d", run).isEqualTo(expected);
                fresh.put(share.x(), renewed.values().copy());
            }
            fresh.keySet().retainAll(Plain.some(random, roster, roster.k()));
            assertThat(Plain.interpolated(fresh, 0)).as("run %d", run).isEqualTo(secret.at(0));
        }
    }

    @Test
    void everyByteChangesAsOftenAsChanceHasItAndMixedEpochsTellNothing() {
        Roster roster = Roster.of(3, 1, 2, 3, 4, 5);
        int length = 100_000;
        Plain secret = Plain.random(new Random(SEED), 3, length);
        Map<Integer, HeldShare> old = secret.shares(roster, 0);
        List<Refresh.Part> all = new ArrayList<>();
        for (int dealer = 1; dealer <= 3; dealer++) {
            all.addAll(Refresh.deal(roster, dealer, 1, length, COINS));
        }
        Map<Integer, byte[]> mixed = new TreeMap<>();
        for (HeldShare share : old.values()) {
            byte[] before = share.values().copy();
            byte[] after = Refresh.apply(share, partsFor(share.x(), all)).values().copy();
            int same = 0;
            for (int i = 0; i < length; i++) {
                same += before[i] == after[i] ? 1 : 0;
            }
            // 391 expected, standard deviation 20.
            assertThat(same).isBetween(280, 510);
            if (share.x() <= 3) {
                mixed.put(share.x(), share.x() == 3 ? after : before);
            }
        }
        assertThat(Plain.interpolated(mixed, 0)).isNotEqualTo(secret.at(0));
    }

    @Test
    void honestDealersPassTheCheck() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.runs(200); run++) {
            Roster roster = rosterOf(random);
            List<Refresh.Part> parts =
                    Refresh.deal(roster, roster.points().getFirst(), 1, 300, COINS);
            assertThat(check(roster, parts, Plain.challenge(random))).isTrue();
        }
    }

    @Test
    void aDealerThatShiftsTheSecretIsFound() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.runs(200); run++) {
            Roster roster = rosterOf(random);
            byte[] shift = new byte[9_000];
            shift[random.nextInt(shift.length)] = (byte) (1 + random.nextInt(255));
            assertThat(check(roster, dealt(roster, roster.k(), shift), Plain.challenge(random)))
                    .isFalse();
        }
    }

    @Test
    void aDealerWhosePolynomialsHaveTooHighADegreeIsFound() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.runs(200); run++) {
            Roster roster = rosterOf(random);
            List<Refresh.Part> parts = dealt(roster, roster.k() + 1, new byte[500]);
            assertThat(check(roster, parts, Plain.challenge(random))).isFalse();
        }
    }

    @Test
    void partsForAnotherServerEpochOrOfOneDealerTwiceAreRefused() {
        Roster roster = Roster.of(2, 1, 2, 3);
        HeldShare share = Plain.of(Plain.random(new Random(SEED), 2, 5).shares(roster, 0), 1);
        List<Refresh.Part> first = Refresh.deal(roster, 1, 1, 5, COINS);
        List<Refresh.Part> second = Refresh.deal(roster, 2, 1, 5, COINS);
        List<Refresh.Part> late = Refresh.deal(roster, 2, 2, 5, COINS);
        List<Refresh.Part> longer = Refresh.deal(roster, 2, 1, 6, COINS);
        requireRefused(share, first.get(0));
        requireRefused(share, first.get(0), first.get(0));
        requireRefused(share, first.get(0), second.get(1));
        requireRefused(share, first.get(0), late.get(0));
        requireRefused(share, first.get(0), longer.get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Refresh.deal(roster, 0, 1, 5, COINS));
        assertThatIllegalArgumentException().isThrownBy(() -> Refresh.deal(roster, 4, 1, 5, COINS));
    }

    private static void requireRefused(HeldShare share, Refresh.Part... parts) {
        assertThatIllegalArgumentException().isThrownBy(() -> Refresh.apply(share, List.of(parts)));
    }

    /** At least one server more than a polynomial of the next degree can fit. */
    private static Roster rosterOf(Random random) {
        Roster roster = Plain.randomRoster(random);
        return roster.k() + 2 > roster.points().size() ? Roster.of(3, 1, 2, 3, 4, 5) : roster;
    }

    /** What a dishonest dealer deals, masks in order. */
    private static List<Refresh.Part> dealt(Roster roster, int k, byte[] constants) {
        int[] points = roster.array();
        byte[][] values = new byte[points.length][constants.length];
        try (Dealer dealer = new Dealer(COINS, k, points)) {
            dealer.deal(constants, 0, values, 0, constants.length);
        }
        List<Refresh.Part> honest = Refresh.deal(roster, points[0], 1, constants.length, COINS);
        List<Refresh.Part> parts = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            parts.add(
                    new Refresh.Part(
                            1,
                            points[0],
                            points[i],
                            Lanes.copyOf(values[i]),
                            honest.get(i).mask()));
        }
        return parts;
    }

    private static boolean check(Roster roster, List<Refresh.Part> parts, byte[] challenge) {
        return Refresh.check(
                roster, parts.stream().map(part -> Refresh.answer(part, challenge)).toList());
    }

    private static List<Refresh.Part> partsFor(int x, List<Refresh.Part> all) {
        return all.stream().filter(part -> part.receiver() == x).toList();
    }
}
