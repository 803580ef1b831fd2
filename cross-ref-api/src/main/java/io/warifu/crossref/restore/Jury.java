package io.warifu.crossref.restore;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.MalformedParcelException;
import io.warifu.sharing.CombineOutcome;
import io.warifu.sharing.Dealing;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds content among shares of which some may be wrong: all of them together if they agree or
 * their seal tells the right ones, else every choice of k, until the digest inside the content
 * fits. Then it tells who did not fit.
 *
 * <p>Guarantee: content is returned only if its digest fits, and then every server outside the
 * verdict's servers is named. Limit: k servers that agree on a lie with a fitting digest are
 * believed; that is what the threshold means.
 */
final class Jury {

    /** All choices of 3 of 5 are 10; of 5 of 13, 1287. */
    private static final int MAX_CHOICES = 1_500;

    private final ShamirSharing sharing;

    Jury(ShamirSharing sharing) {
        this.sharing = sharing;
    }

    /** Content, whose shares gave it, and whose shares contradict it. */
    record Verdict<T>(T content, List<SiteId> servers, List<Culprit> culprits) {}

    /** Content that fits its digest, and the points of shares that do not fit it. */
    private record Opened<T>(T content, Set<Integer> culprits, Set<Integer> suspects) {}

    <T> Optional<Verdict<T>> decide(
            List<CheckedShare> shares, int threshold, ParcelReader<T> reader) {
        Map<Dealing, List<CheckedShare>> dealings = new LinkedHashMap<>();
        shares.forEach(share ->
                dealings.computeIfAbsent(share.share().dealing(), _ -> new ArrayList<>())
                        .add(share));
        List<List<CheckedShare>> largestFirst =
                dealings.values().stream()
                        .filter(group -> group.size() >= threshold)
                        .sorted(Comparator.comparingInt((List<?> group) -> group.size()).reversed())
                        .toList();
        for (List<CheckedShare> group : largestFirst) {
            Optional<Verdict<T>> verdict = decideGroup(group, threshold, reader);
            if (verdict.isPresent()) {
                return verdict.map(found -> withOutsiders(found, shares, group));
            }
        }
        return Optional.empty();
    }

    private <T> Optional<Verdict<T>> decideGroup(
            List<CheckedShare> group, int threshold, ParcelReader<T> reader) {
        Optional<Opened<T>> together = combine(group, reader);
        if (together.isPresent()) {
            return together.map(opened -> judge(opened, group));
        }
        if (group.size() == threshold) {
            return Optional.empty();
        }
        int[] choice = new int[threshold];
        Arrays.setAll(choice, i -> i);
        for (int tried = 0; tried < MAX_CHOICES; tried++) {
            List<CheckedShare> chosen = Arrays.stream(choice).mapToObj(group::get).toList();
            Optional<Opened<T>> opened = combine(chosen, reader);
            if (opened.isPresent()) {
                return Optional.of(convict(opened.get().content(), chosen, group));
            }
            if (!next(choice, group.size())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * What the shares themselves told; of whom it cannot be told is neither praised nor accused.
     */
    private static <T> Verdict<T> judge(Opened<T> opened, List<CheckedShare> group) {
        List<CheckedShare> servers = new ArrayList<>();
        List<Culprit> culprits = new ArrayList<>();
        for (CheckedShare share : group) {
            int x = share.share().x();
            if (opened.culprits().contains(x)) {
                culprits.add(
                        new Culprit(share.server().site(), "its share contradicts the others"));
            } else if (!opened.suspects().contains(x)) {
                servers.add(share);
            }
        }
        return new Verdict<>(opened.content(), sites(servers), culprits);
    }

    /** With shares that are known to be right, each other share can be tried by itself. */
    private <T> Verdict<T> convict(T content, List<CheckedShare> right, List<CheckedShare> group) {
        List<CheckedShare> servers = new ArrayList<>(right);
        List<Culprit> culprits = new ArrayList<>();
        for (CheckedShare suspect : group) {
            if (right.contains(suspect)) {
                continue;
            }
            List<CheckedShare> tried = new ArrayList<>(right);
            tried.add(suspect);
            if (combine(tried, _ -> content).filter(o -> o.culprits().isEmpty()).isPresent()) {
                servers.add(suspect);
            } else {
                culprits.add(
                        new Culprit(suspect.server().site(), "its share contradicts the others"));
            }
        }
        return new Verdict<>(content, sites(servers), culprits);
    }

    private static <T> Verdict<T> withOutsiders(
            Verdict<T> verdict, List<CheckedShare> all, List<CheckedShare> group) {
        List<Culprit> culprits = new ArrayList<>(verdict.culprits());
        for (CheckedShare share : all) {
            if (!group.contains(share)) {
                culprits.add(new Culprit(share.server().site(), "its share is of another dealing"));
            }
        }
        return new Verdict<>(verdict.content(), verdict.servers(), culprits);
    }

    private <T> Optional<Opened<T>> combine(List<CheckedShare> shares, ParcelReader<T> reader) {
        List<Share> plain = shares.stream().map(CheckedShare::share).toList();
        return switch (sharing.combine(plain)) {
            case CombineOutcome.Combined combined ->
                    read(combined.secret(), reader)
                            .map(content ->
                                    new Opened<>(
                                            content, combined.culprits(), combined.suspects()));
            case CombineOutcome.TooFew _ -> Optional.empty();
            case CombineOutcome.Inconsistent _ -> Optional.empty();
        };
    }

    private static <T> Optional<T> read(byte[] parcel, ParcelReader<T> reader) {
        try {
            return Optional.of(reader.read(parcel));
        } catch (MalformedParcelException _) {
            // The expected sign of a wrong share among exactly k: the caller tries others.
            return Optional.empty();
        } finally {
            Arrays.fill(parcel, (byte) 0);
        }
    }

    private static List<SiteId> sites(List<CheckedShare> shares) {
        return shares.stream().map(share -> share.server().site()).sorted().toList();
    }

    /** The next choice of indexes below {@code size} in lexical order; false after the last. */
    private static boolean next(int[] choice, int size) {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (choice[i] < size - choice.length + i) {
                choice[i]++;
                for (int j = i + 1; j < choice.length; j++) {
                    choice[j] = choice[j - 1] + 1;
                }
                return true;
            }
        }
        return false;
    }
}
