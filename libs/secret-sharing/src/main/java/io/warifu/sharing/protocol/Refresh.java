package io.warifu.sharing.protocol;

import io.warifu.sharing.CoinSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * New random shares of the same secret (Herzberg, Jarecki, Krawczyk and Yung 1995): k servers each
 * deal a sharing of zeros, and every server adds what it got to its share.
 *
 * <p>Guarantee: whoever saw fewer than k shares of each epoch learns nothing, as long as one of the
 * k dealers is honest and the old shares are erased; shares of two epochs do not combine. A dealer
 * whose polynomials are not zero at 0, or of degree k and more, is found by {@link #check} before
 * anything is applied.
 */
public final class Refresh {

    private Refresh() {}

    /**
     * One dealer's part for one server.
     *
     * @param epoch which the refresh leads to
     * @param values zeros of a sharing, added to the share
     * @param mask {@link Combination#LANES} more of them, which hide the others in the check
     */
    public record Part(int epoch, int dealer, int receiver, Lanes values, Lanes mask) {

        public Part {
            if (epoch < 1) {
                throw new IllegalArgumentException("a refresh leads to epoch 1 or later");
            }
            mask.require(Combination.LANES);
        }
    }

    /** Deals zeros to all servers, the dealer included. */
    public static List<Part> deal(
            Roster roster, int dealer, int epoch, int lengthBytes, CoinSource coins) {
        roster.require(dealer);
        byte[][] values = Dealings.ofZeros(lengthBytes, roster, coins);
        byte[][] masks = Dealings.ofZeros(Combination.LANES, roster, coins);
        List<Part> parts = new ArrayList<>();
        int[] points = roster.array();
        for (int i = 0; i < points.length; i++) {
            parts.add(
                    new Part(
                            epoch,
                            dealer,
                            points[i],
                            Lanes.owning(values[i]),
                            Lanes.owning(masks[i])));
        }
        return parts;
    }

    /** What a server says about the part that it received. */
    public static Answer answer(Part part, byte[] challenge) {
        return new Answer(
                part.receiver(), new Combination(challenge).add(part.values()).masked(part.mask()));
    }

    /**
     * Whether a dealer's parts may be applied, from the servers' answers about them. A server that
     * answers falsely makes the check fail too; {@link Scrub#verdict} tells whether one of few did.
     */
    public static boolean check(Roster roster, List<Answer> answers) {
        return Scrub.verdict(roster, answers) instanceof Verdict.Consistent(Lanes constants)
                && Sums.isZero(constants);
    }

    /**
     * The share in the next epoch.
     *
     * @param parts of at least k different dealers, all for this server and the next epoch
     */
    public static HeldShare apply(HeldShare share, List<Part> parts) {
        Roster roster = share.roster();
        Set<Integer> dealers = new HashSet<>();
        byte[] sum = share.values().copy();
        for (Part part : parts) {
            if (part.receiver() != share.x()
                    || part.epoch() != share.epoch() + 1
                    || !dealers.add(roster.require(part.dealer()))) {
                throw new IllegalArgumentException(
                        "a part for another server or epoch, or a dealer twice");
            }
            Sums.add(sum, part.values());
        }
        if (dealers.size() < roster.k()) {
            throw new IllegalArgumentException(
                    dealers.size() + " dealers where " + roster.k() + " are needed");
        }
        return new HeldShare(
                roster, share.sharing(), share.epoch() + 1, share.x(), Lanes.owning(sum));
    }
}
