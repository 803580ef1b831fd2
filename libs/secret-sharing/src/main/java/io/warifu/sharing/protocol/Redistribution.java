package io.warifu.sharing.protocol;

import io.warifu.sharing.CoinSource;
import io.warifu.sharing.SharingId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Moves a secret to other servers or another threshold without anybody seeing it (Desmedt and
 * Jajodia 1997): old servers share their shares anew, and each new server weighs and adds what it
 * got.
 *
 * <p>Guarantee: whoever sees fewer than k old and fewer than k' new shares learns nothing. A dealer
 * whose polynomials have a degree of k' or more is found by {@link #check}; one that shares
 * something else than its share is found by {@link #dealersAgree} if more than k deal. Limit: the
 * old shares must be erased, since k of them still restore the secret.
 */
public final class Redistribution {

    private Redistribution() {}

    /**
     * From which servers to which.
     *
     * @param epoch of the old shares; the new ones are of the next
     * @param dealers at least k old servers
     */
    public record Order(
            Roster from, Roster to, SharingId sharing, int epoch, SortedSet<Integer> dealers) {

        public Order {
            dealers = from.requireAll(dealers, from.k());
        }
    }

    /**
     * One old server's part for one new server.
     *
     * @param mask this dealing of the dealer's share of a joint mask, which hides the others in the
     *     check
     */
    public record Part(int dealer, int receiver, Lanes values, Lanes mask) {

        public Part {
            mask.require(Combination.LANES);
        }
    }

    /**
     * Shares a share.
     *
     * @param mask the dealer's share of a mask from {@link Scrub#mask}, used for nothing else
     */
    public static List<Part> deal(Order order, HeldShare share, Lanes mask, CoinSource coins) {
        if (!order.dealers().contains(share.x())
                || !share.roster().equals(order.from())
                || !share.sharing().equals(order.sharing())
                || share.epoch() != order.epoch()) {
            throw new IllegalArgumentException("this share does not belong to the order");
        }
        mask.require(Combination.LANES);
        byte[][] values = Dealings.of(share.values().bytes(), order.to(), coins);
        byte[][] masks = Dealings.of(mask.bytes(), order.to(), coins);
        List<Part> parts = new ArrayList<>();
        int[] points = order.to().array();
        for (int i = 0; i < points.length; i++) {
            parts.add(
                    new Part(
                            share.x(), points[i], Lanes.owning(values[i]), Lanes.owning(masks[i])));
        }
        return parts;
    }

    /** What a new server says about the part that it received. */
    public static Answer answer(Part part, byte[] challenge) {
        return new Answer(
                part.receiver(), new Combination(challenge).add(part.values()).masked(part.mask()));
    }

    /** What the new servers' answers show about one dealer. */
    public static Verdict check(Order order, List<Answer> answers) {
        return Scrub.verdict(order.to(), answers);
    }

    /**
     * Whether the dealers shared their shares: what {@link #check} found at 0 for each of them must
     * lie on polynomials of the old degree.
     *
     * @param constants the dealer's point and what it shared, combined and masked; more than k
     */
    public static Verdict dealersAgree(Order order, List<Answer> constants) {
        return Scrub.verdict(order.from(), constants);
    }

    /**
     * The share of new server {@code receiver}.
     *
     * @param parts one of every dealer of the order
     */
    public static HeldShare apply(Order order, int receiver, List<Part> parts) {
        order.to().require(receiver);
        Set<Integer> seen = new HashSet<>();
        byte[] sum = new byte[parts.isEmpty() ? 0 : parts.getFirst().values().lengthBytes()];
        for (Part part : parts) {
            if (part.receiver() != receiver
                    || !order.dealers().contains(part.dealer())
                    || !seen.add(part.dealer())) {
                throw new IllegalArgumentException(
                        "a part for another server, of no dealer, or of one twice");
            }
            part.values().require(sum.length);
            byte[] weighted = Sums.weighted(part.values(), part.dealer(), order.dealers(), 0);
            Sums.add(sum, Lanes.owning(weighted));
        }
        if (!seen.equals(order.dealers())) {
            throw new IllegalArgumentException(
                    "parts of " + seen + " where all of " + order.dealers() + " are needed");
        }
        return new HeldShare(
                order.to(), order.sharing(), order.epoch() + 1, receiver, Lanes.owning(sum));
    }
}
