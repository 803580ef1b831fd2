package io.warifu.sharing;

import static java.util.stream.Collectors.toSet;

import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import io.warifu.sharing.CombineOutcome.TooFew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way back from shares to the secret: are they of one dealing, are they enough, whose tags are
 * wrong, do they agree, and only then what they say.
 *
 * <p>Order of evidence: one-time tags convict by themselves, and if k shares have right ones, only
 * those are read. Then the syndromes, always. If they are not zero, rows that they name are left
 * out, or else every choice of k rows is tried; either counts only if the {@link Opening} proves
 * the result, so that what merely looks like another culprit never gives a wrong secret.
 */
final class ShareCombiner {

    private final Dealing dealing;
    private final List<Share> shares;
    private final Set<Integer> convicted = new HashSet<>();

    private ShareCombiner(List<Share> shares) {
        this.shares = shares;
        this.dealing = shares.getFirst().dealing();
    }

    static CombineOutcome combine(List<Share> shares, TagKeys keys) {
        if (shares.isEmpty()) {
            // Without a share nobody knows k; two is the least that any dealing asks for.
            return new TooFew(0, 2);
        }
        Map<Dealing, Set<Integer>> pointsByDealing = new LinkedHashMap<>();
        Set<Integer> twice = new HashSet<>();
        for (Share share : shares) {
            if (!pointsByDealing
                    .computeIfAbsent(share.dealing(), _ -> new HashSet<>())
                    .add(share.x())) {
                twice.add(share.x());
            }
        }
        if (pointsByDealing.size() > 1) {
            return new Inconsistent(Reason.MIXED_DEALINGS, outsidersOf(pointsByDealing));
        }
        if (!twice.isEmpty()) {
            return new Inconsistent(Reason.DUPLICATE_POINT, twice);
        }
        int needed = shares.getFirst().dealing().threshold().k();
        if (shares.size() < needed) {
            return new TooFew(shares.size(), needed);
        }
        return new ShareCombiner(shares).run(keys);
    }

    /** All points outside the largest dealing, such as a server restored from an old backup. */
    private static Set<Integer> outsidersOf(Map<Dealing, Set<Integer>> pointsByDealing) {
        int largest = pointsByDealing.values().stream().mapToInt(Set::size).max().orElseThrow();
        boolean unique =
                pointsByDealing.values().stream().filter(p -> p.size() == largest).count() == 1;
        return pointsByDealing.values().stream()
                .filter(points -> !unique || points.size() < largest)
                .flatMap(Set::stream)
                .collect(toSet());
    }

    private CombineOutcome run(TagKeys keys) {
        List<Share> vouched = new ArrayList<>();
        List<Share> others = new ArrayList<>();
        for (Share share : shares) {
            Optional<OneTimeKey> key = share.tag().flatMap(tag -> keys.find(tag.keyId()));
            if (key.isEmpty()) {
                others.add(share);
            } else if (OneTimeMac.verify(share, key.get())) {
                vouched.add(share);
            } else {
                convicted.add(share.x());
            }
        }
        int k = dealing.threshold().k();
        if (vouched.size() >= k) {
            return read(vouched, others);
        }
        vouched.addAll(others);
        return vouched.size() >= k
                ? read(vouched, List.of())
                : new Inconsistent(Reason.TAG_WRONG, convicted);
    }

    /**
     * Reads {@code trusted} and then judges {@code others} by the result.
     *
     * @param trusted at least k
     */
    private CombineOutcome read(List<Share> trusted, List<Share> others) {
        Codewords rows = codewords(trusted);
        ErrorLocator errors = rows.errors(dealing.laneBytes());
        if (errors.clean()) {
            return open(rows.firstK(), rows.size() - rows.k(), trusted, others)
                    .orElseGet(() -> new Inconsistent(Reason.SEAL_BROKEN, points(trusted)));
        }
        Set<Integer> suspects = points(trusted);
        if (!errors.unclear()) {
            List<Share> right = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                if (!errors.isWrong(row)) {
                    right.add(trusted.get(row));
                }
            }
            if (Opening.proves(dealing)) {
                Optional<CombineOutcome> corrected =
                        open(codewords(right).firstK(), right.size() - rows.k(), trusted, others);
                if (corrected.isPresent()) {
                    return corrected.get();
                }
            } else {
                suspects.removeAll(points(right));
            }
        }
        if (Opening.proves(dealing)) {
            Optional<CombineOutcome> found = search(rows, trusted, others);
            if (found.isPresent()) {
                return found.get();
            }
        }
        suspects.addAll(convicted);
        return new Inconsistent(Reason.VALUES_DISAGREE, suspects);
    }

    /**
     * Tries every choice of k rows, as far as the limits go. The right shares are among those that
     * agree with a proved result; if there is one such result only, the others are wrong for
     * certain. Liars can make a second one, by changes that cancel out at 0, and then nobody is
     * named whom one of them clears.
     */
    private Optional<CombineOutcome> search(
            Codewords rows, List<Share> trusted, List<Share> others) {
        List<Share> all = joined(trusted, others);
        List<Set<Integer>> explanations = new ArrayList<>();
        byte[] secret = null;
        Choices choices = new Choices(rows.size(), rows.k(), dealing.laneBytes());
        while (choices.hasNext()) {
            int[] choice = choices.next();
            Codewords chosen = rows.choose(choice);
            Set<Integer> points = Arrays.stream(chosen.points()).boxed().collect(toSet());
            if (explanations.stream().anyMatch(known -> known.containsAll(points))) {
                continue;
            }
            byte[] opened = Opening.open(dealing, chosen);
            if (opened == null) {
                continue;
            }
            explanations.add(agreeing(chosen, all));
            if (secret == null) {
                secret = opened;
            } else {
                Arrays.fill(opened, (byte) 0);
            }
        }
        if (secret == null) {
            return Optional.empty();
        }
        return Optional.of(named(secret, all, explanations, choices.complete()));
    }

    private Combined named(
            byte[] secret, List<Share> all, List<Set<Integer>> explanations, boolean complete) {
        Set<Integer> cleared = new HashSet<>();
        Set<Integer> clearedByAll = points(all);
        int most = 0;
        for (Set<Integer> explanation : explanations) {
            cleared.addAll(explanation);
            clearedByAll.retainAll(explanation);
            most = Math.max(most, explanation.size());
        }
        Set<Integer> suspects = points(all);
        Set<Integer> culprits = new HashSet<>(convicted);
        if (complete) {
            culprits.addAll(points(all));
            culprits.removeAll(cleared);
        }
        suspects.removeAll(clearedByAll);
        suspects.removeAll(culprits);
        return new Combined(secret, most - dealing.threshold().k(), culprits, suspects, true);
    }

    /** The secret that k rows give if it can be believed, and whose shares contradict it. */
    private Optional<CombineOutcome> open(
            Codewords chosen, int spare, List<Share> trusted, List<Share> others) {
        byte[] secret = Opening.open(dealing, chosen);
        if (secret == null) {
            return Optional.empty();
        }
        if (spare == trusted.size() - chosen.k() && others.isEmpty()) {
            return Optional.of(
                    new Combined(secret, spare, convicted, Set.of(), Opening.proves(dealing)));
        }
        List<Share> all = joined(trusted, others);
        return Optional.of(named(secret, all, List.of(agreeing(chosen, all)), true));
    }

    private Set<Integer> agreeing(Codewords chosen, List<Share> all) {
        return all.stream().filter(s -> agrees(chosen, s)).map(Share::x).collect(toSet());
    }

    private static List<Share> joined(List<Share> some, List<Share> others) {
        List<Share> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private boolean agrees(Codewords right, Share share) {
        int length = dealing.laneBytes();
        byte[] expected = new byte[length];
        right.valueAt(share.x(), 0, expected, 0, length);
        return Arrays.equals(expected, share.lanes());
    }

    private Codewords codewords(List<Share> chosen) {
        return new Codewords(
                dealing.threshold().k(),
                chosen.stream().mapToInt(Share::x).toArray(),
                chosen.stream().map(Share::lanes).toArray(byte[][]::new));
    }

    private static Set<Integer> points(List<Share> chosen) {
        return chosen.stream().map(Share::x).collect(Collectors.toCollection(HashSet::new));
    }
}
