package io.warifu.sharing.protocol;

import io.warifu.sharing.CoinSource;
import io.warifu.sharing.SharingId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Gives a server the share that belongs to its point, be it lost or new: k helpers weigh their
 * shares for that point, split the products among themselves, and send the newcomer sums only.
 *
 * <p>Guarantee: each helper sees random pieces, the newcomer nothing but the pieces of its own
 * share; nobody sees the secret or another's share. Limit: a helper that sends something else makes
 * a wrong share, which a {@link Scrub} finds. Let a compromised server's point rest, or refresh at
 * once: its old share is valid until the next epoch.
 */
public final class Repair {

    private Repair() {}

    /**
     * Who is to get which share from whom. "The share of point 0" would be the secret itself, and
     * "the share of another server" that server's share, so neither can be ordered.
     *
     * @param sharing whose share
     * @param epoch of the helpers' shares
     * @param helpers exactly k others
     * @param newcomer the point that gets the share
     * @param requester the point that the requesting server has authenticated as
     */
    public record Order(
            Roster roster,
            SharingId sharing,
            int epoch,
            SortedSet<Integer> helpers,
            int newcomer,
            int requester) {

        public Order {
            roster.require(newcomer);
            if (requester != newcomer) {
                throw new IllegalArgumentException(
                        "server " + requester + " asks for the share of server " + newcomer);
            }
            helpers = roster.requireAll(helpers, roster.k());
            if (helpers.size() != roster.k() || helpers.contains(newcomer)) {
                throw new IllegalArgumentException(
                        roster.k() + " helpers other than the newcomer repair a share");
            }
        }

        void requireHelper(int x) {
            if (!helpers.contains(x)) {
                throw new IllegalArgumentException("server " + x + " is no helper of this repair");
            }
        }
    }

    /** From helper to helper. */
    public record Piece(int from, int to, Lanes values) {}

    /** From helper to newcomer. */
    public record Sum(int from, Lanes values) {}

    /** Splits a helper's weighted share into one piece for each helper, itself included. */
    public static List<Piece> split(Order order, HeldShare share, CoinSource coins) {
        order.requireHelper(share.x());
        if (!share.sharing().equals(order.sharing()) || share.epoch() != order.epoch()) {
            throw new IllegalArgumentException("this share is of another sharing or epoch");
        }
        byte[] last = Sums.weighted(share.values(), share.x(), order.helpers(), order.newcomer());
        List<Piece> pieces = new ArrayList<>();
        for (int to : order.helpers().headSet(order.helpers().getLast())) {
            byte[] piece = new byte[last.length];
            coins.fill(piece, piece.length);
            Lanes values = Lanes.owning(piece);
            Sums.add(last, values);
            pieces.add(new Piece(share.x(), to, values));
        }
        pieces.add(new Piece(share.x(), order.helpers().getLast(), Lanes.owning(last)));
        return pieces;
    }

    /** Adds up the pieces that helper {@code to} got from all helpers. */
    public static Sum sum(Order order, int to, List<Piece> pieces) {
        order.requireHelper(to);
        Set<Integer> from = new HashSet<>();
        byte[] sum = new byte[lengthOfFirst(pieces.stream().map(Piece::values).toList())];
        for (Piece piece : pieces) {
            order.requireHelper(piece.from());
            if (piece.to() != to || !from.add(piece.from())) {
                throw new IllegalArgumentException("a piece for another helper, or one twice");
            }
            Sums.add(sum, piece.values());
        }
        requireAll(order, from);
        return new Sum(to, Lanes.owning(sum));
    }

    /** The newcomer's share, from the sums of all helpers. */
    public static HeldShare finish(Order order, List<Sum> sums) {
        Set<Integer> from = new HashSet<>();
        byte[] share = new byte[lengthOfFirst(sums.stream().map(Sum::values).toList())];
        for (Sum sum : sums) {
            order.requireHelper(sum.from());
            if (!from.add(sum.from())) {
                throw new IllegalArgumentException("two sums of helper " + sum.from());
            }
            Sums.add(share, sum.values());
        }
        requireAll(order, from);
        return new HeldShare(
                order.roster(),
                order.sharing(),
                order.epoch(),
                order.newcomer(),
                Lanes.owning(share));
    }

    private static int lengthOfFirst(List<Lanes> all) {
        return all.isEmpty() ? 0 : all.getFirst().lengthBytes();
    }

    private static void requireAll(Order order, Set<Integer> from) {
        if (!from.equals(order.helpers())) {
            throw new IllegalArgumentException(
                    "messages of " + from + " where all of " + order.helpers() + " are needed");
        }
    }
}
