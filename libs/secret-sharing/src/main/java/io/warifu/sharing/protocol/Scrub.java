package io.warifu.sharing.protocol;

import io.warifu.sharing.CoinSource;
import io.warifu.sharing.LaneCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Proves every byte of an archive consistent over all servers, by {@link Combination#LANES} bytes
 * from each: every server combines all its records under one challenge, adds its share of a mask,
 * and the answers are looked at like shares.
 *
 * <p>Guarantee: nothing about the records is shown, as the mask is uniform as long as one of its
 * dealers is honest; a wrong byte anywhere is missed with probability 2^-133 at most, and its
 * server named if at most (n-k)/2 are wrong.
 */
public final class Scrub {

    private Scrub() {}

    /** One dealer's part of the mask for one server. */
    public record MaskPart(int dealer, int receiver, Lanes values) {

        public MaskPart {
            values.require(Combination.LANES);
        }
    }

    /**
     * Deals random values; the mask is the sum of what k servers dealt, so none of them knows it.
     */
    public static List<MaskPart> dealMask(Roster roster, int dealer, CoinSource coins) {
        roster.require(dealer);
        byte[] constants = new byte[Combination.LANES];
        coins.fill(constants, constants.length);
        byte[][] values = Dealings.of(constants, roster, coins);
        List<MaskPart> parts = new ArrayList<>();
        int[] points = roster.array();
        for (int i = 0; i < points.length; i++) {
            parts.add(new MaskPart(dealer, points[i], Lanes.owning(values[i])));
        }
        return parts;
    }

    /** Adds up what one server received from at least k dealers. */
    public static Lanes mask(Roster roster, int receiver, List<MaskPart> parts) {
        Set<Integer> dealers = new HashSet<>();
        byte[] sum = new byte[Combination.LANES];
        for (MaskPart part : parts) {
            if (part.receiver() != roster.require(receiver)
                    || !dealers.add(roster.require(part.dealer()))) {
                throw new IllegalArgumentException("a part for another server, or a dealer twice");
            }
            Sums.add(sum, part.values());
        }
        if (dealers.size() < roster.k()) {
            throw new IllegalArgumentException(
                    dealers.size() + " dealers where " + roster.k() + " are needed");
        }
        return Lanes.owning(sum);
    }

    /** What the answers show; answers of k+1 servers are the least, of k+2 name one. */
    public static Verdict verdict(Roster roster, List<Answer> answers) {
        int[] points = new int[answers.size()];
        byte[][] rows = new byte[answers.size()][];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < points.length; i++) {
            points[i] = roster.require(answers.get(i).from());
            rows[i] = answers.get(i).values().bytes();
            if (!seen.add(points[i])) {
                throw new IllegalArgumentException("server " + points[i] + " answers twice");
            }
        }
        if (points.length <= roster.k()) {
            return new Verdict.TooFew(points.length, roster.k() + 1);
        }
        return switch (LaneCheck.of(roster.k(), points, rows)) {
            case LaneCheck.Consistent(byte[] constants) ->
                    new Verdict.Consistent(Lanes.owning(constants));
            case LaneCheck.Wrong(Set<Integer> wrong) -> new Verdict.Wrong(wrong);
            case LaneCheck.Unclear() -> new Verdict.Unclear();
        };
    }
}
