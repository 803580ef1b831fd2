package io.warifu.sharing.protocol;

import static io.warifu.sharing.protocol.Plain.COINS;
import static io.warifu.sharing.protocol.Plain.SHARING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RedistributionTest {

    private static final long SEED = 47;

    @Test
    void theNewServersHoldTheSameSecretInTenThousandRandomRuns() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.RUNS; run++) {
            Roster from = Plain.randomRoster(random);
            Roster to = Plain.randomRoster(random);
            int dealers = from.k() + random.nextInt(from.points().size() - from.k() + 1);
            Redistribution.Order order =
                    new Redistribution.Order(
                            from, to, SHARING, 1, Plain.some(random, from, dealers));
            Plain secret = Plain.random(random, from.k(), 1 + random.nextInt(40));
            Map<Integer, HeldShare> old = secret.shares(from, 1);
            List<Redistribution.Part> parts = dealAll(order, old, noMasks(from));
            TreeMap<Integer, byte[]> fresh = new TreeMap<>();
            for (int x : to.points()) {
                HeldShare share = Redistribution.apply(order, x, partsFor(x, parts));
                TreeMap<Integer, byte[]> subShares = new TreeMap<>();
                partsFor(x, parts).forEach(p -> subShares.put(p.dealer(), p.values().copy()));
                assertThat(share.values().copy())
                        .as("run %d", run)
                        .isEqualTo(Plain.interpolated(subShares, 0));
                assertThat(share.epoch()).isEqualTo(2);
                assertThat(share.roster()).isEqualTo(to);
                fresh.put(x, share.values().copy());
            }
            fresh.keySet().retainAll(Plain.some(random, to, to.k()));
            assertThat(Plain.interpolated(fresh, 0)).as("run %d", run).isEqualTo(secret.at(0));
        }
    }

    @Test
    void honestDealersPassBothChecksAndALyingOneIsNamed() {
        Random random = new Random(SEED);
        Roster from = Roster.of(3, 1, 2, 3, 4, 5);
        Roster to = Roster.of(4, 11, 12, 13, 14, 15, 16, 17);
        Redistribution.Order order =
                new Redistribution.Order(
                        from, to, SHARING, 0, new TreeSet<>(List.of(1, 2, 3, 4, 5)));
        for (int run = 0; run < Plain.runs(100); run++) {
            Map<Integer, HeldShare> old = Plain.random(random, 3, 5_000).shares(from, 0);
            byte[] challenge = Plain.challenge(random);
            assertThat(Redistribution.dealersAgree(order, constants(order, old, challenge)))
                    .isInstanceOf(Verdict.Consistent.class);

            byte[] other = Plain.of(old, 4).values().copy();
            other[random.nextInt(other.length)] ^= (byte) (1 + random.nextInt(255));
            old.put(4, new HeldShare(from, SHARING, 0, 4, Lanes.copyOf(other)));
            assertThat(Redistribution.dealersAgree(order, constants(order, old, challenge)))
                    .isEqualTo(new Verdict.Wrong(Set.of(4)));
        }
    }

    @Test
    void aNewServerThatGotSomethingElseIsFoundByTheDegree() {
        Random random = new Random(SEED);
        Roster from = Roster.of(3, 1, 2, 3, 4, 5);
        Roster to = Roster.of(4, 11, 12, 13, 14, 15, 16, 17);
        Redistribution.Order order =
                new Redistribution.Order(from, to, SHARING, 0, new TreeSet<>(List.of(1, 2, 3)));
        Map<Integer, HeldShare> old = Plain.random(random, 3, 70).shares(from, 0);
        List<Redistribution.Part> parts = dealAll(order, old, masks(from));
        byte[] challenge = Plain.challenge(random);
        List<Answer> answers = new ArrayList<>();
        for (Redistribution.Part part : parts) {
            if (part.dealer() == 1) {
                byte[] values = part.values().copy();
                values[69] ^= (byte) (part.receiver() == 13 ? 1 : 0);
                answers.add(
                        Redistribution.answer(
                                new Redistribution.Part(
                                        1, part.receiver(), Lanes.owning(values), part.mask()),
                                challenge));
            }
        }
        assertThat(Redistribution.check(order, answers)).isEqualTo(new Verdict.Wrong(Set.of(13)));
    }

    @Test
    void whatDoesNotBelongToTheOrderIsRefused() {
        Roster from = Roster.of(2, 1, 2, 3);
        Roster to = Roster.of(2, 4, 5, 6);
        Redistribution.Order order =
                new Redistribution.Order(from, to, SHARING, 0, new TreeSet<>(List.of(1, 2)));
        Map<Integer, HeldShare> old = Plain.random(new Random(SEED), 2, 5).shares(from, 0);
        Map<Integer, Lanes> masks = masks(from);
        List<Redistribution.Part> parts = dealAll(order, old, masks);
        for (int dealers : new int[] {0, 4, 9}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new Redistribution.Order(
                                    from, to, SHARING, 0, new TreeSet<>(List.of(1, dealers))));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Redistribution.deal(order, Plain.of(old, 3), Plain.of(masks, 3), COINS));
        for (int receiver : new int[] {0, 1, 7}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Redistribution.apply(order, receiver, parts));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redistribution.apply(order, 4, partsFor(5, parts)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redistribution.apply(order, 4, partsFor(4, parts).subList(0, 1)));
    }

    private static List<Answer> constants(
            Redistribution.Order order, Map<Integer, HeldShare> old, byte[] challenge) {
        List<Redistribution.Part> parts = dealAll(order, old, masks(order.from()));
        List<Answer> constants = new ArrayList<>();
        for (int dealer : order.dealers()) {
            List<Answer> answers =
                    parts.stream()
                            .filter(part -> part.dealer() == dealer)
                            .map(part -> Redistribution.answer(part, challenge))
                            .toList();
            Verdict.Consistent verdict = (Verdict.Consistent) Redistribution.check(order, answers);
            constants.add(new Answer(dealer, verdict.constants()));
        }
        return constants;
    }

    private static Map<Integer, Lanes> noMasks(Roster roster) {
        Map<Integer, Lanes> masks = new TreeMap<>();
        roster.points().forEach(x -> masks.put(x, Lanes.copyOf(new byte[Combination.LANES])));
        return masks;
    }

    private static Map<Integer, Lanes> masks(Roster roster) {
        List<Scrub.MaskPart> parts = new ArrayList<>();
        roster.points().stream()
                .limit(roster.k())
                .forEach(dealer -> parts.addAll(Scrub.dealMask(roster, dealer, COINS)));
        Map<Integer, Lanes> masks = new TreeMap<>();
        for (int x : roster.points()) {
            masks.put(
                    x,
                    Scrub.mask(roster, x, parts.stream().filter(p -> p.receiver() == x).toList()));
        }
        return masks;
    }

    private static List<Redistribution.Part> dealAll(
            Redistribution.Order order, Map<Integer, HeldShare> old, Map<Integer, Lanes> masks) {
        List<Redistribution.Part> parts = new ArrayList<>();
        for (int dealer : order.dealers()) {
            parts.addAll(
                    Redistribution.deal(
                            order, Plain.of(old, dealer), Plain.of(masks, dealer), COINS));
        }
        return parts;
    }

    private static List<Redistribution.Part> partsFor(int x, List<Redistribution.Part> all) {
        return all.stream().filter(part -> part.receiver() == x).toList();
    }
}
