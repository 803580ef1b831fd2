package io.warifu.sharing;

import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import io.warifu.sharing.CombineOutcome.TooFew;
import io.warifu.sharing.field.FieldBlock;
import io.warifu.sharing.field.Interpolation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way back from shares to the secret: are they of one dealing, are they enough, do they agree,
 * and only then what they say. Syndromes depend on errors alone, so checking reveals no secret.
 */
final class ShareCombiner {

    private final List<Share> shares;
    private final int k;
    private final int[] weights;
    private final int[][] syndromeWeights;
    private final FieldBlock[] rows;
    private final FieldBlock[] syndromes;
    private final FieldBlock restored;
    private final byte[] secret;
    private final CulpritSearch search;

    private ShareCombiner(List<Share> shares) {
        this.shares = shares;
        Dealing dealing = shares.getFirst().dealing();
        k = dealing.threshold().k();
        int[] points = shares.stream().mapToInt(Share::x).toArray();
        weights = Interpolation.weightsAt(0, Arrays.copyOf(points, k));
        syndromeWeights = new int[points.length - k][];
        Arrays.setAll(syndromeWeights, m -> Interpolation.syndromeWeights(m, points));
        int length = dealing.secretLengthBytes();
        int block = Math.min(length, ShamirSharing.BLOCK_BYTES);
        rows = blocks(shares.size(), block);
        syndromes = blocks(syndromeWeights.length, block);
        restored = new FieldBlock(block);
        secret = new byte[length];
        search = new CulpritSearch(points, syndromes);
    }

    private static FieldBlock[] blocks(int count, int bytes) {
        FieldBlock[] blocks = new FieldBlock[count];
        Arrays.setAll(blocks, _ -> new FieldBlock(bytes));
        return blocks;
    }

    static CombineOutcome combine(List<Share> shares) {
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
        return new ShareCombiner(shares).run();
    }

    /** All points outside the largest dealing, such as a server restored from an old backup. */
    private static Set<Integer> outsidersOf(Map<Dealing, Set<Integer>> pointsByDealing) {
        int largest = pointsByDealing.values().stream().mapToInt(Set::size).max().orElseThrow();
        boolean unique =
                pointsByDealing.values().stream().filter(p -> p.size() == largest).count() == 1;
        return pointsByDealing.values().stream()
                .filter(points -> !unique || points.size() < largest)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private CombineOutcome run() {
        int block = Math.max(1, Math.min(secret.length, ShamirSharing.BLOCK_BYTES));
        try {
            for (int offset = 0; offset < secret.length; offset += block) {
                runBlock(offset, Math.min(block, secret.length - offset));
            }
            if (search.foundErrors()) {
                Arrays.fill(secret, (byte) 0);
                return new Inconsistent(Reason.VALUES_DISAGREE, search.suspects());
            }
            return new Combined(secret, shares.size() - k);
        } finally {
            for (FieldBlock row : rows) {
                row.wipe();
            }
            restored.wipe();
        }
    }

    private void runBlock(int offset, int length) {
        for (int i = 0; i < rows.length; i++) {
            rows[i].load(shares.get(i).values(), offset, length);
        }
        for (int m = 0; m < syndromes.length; m++) {
            syndromes[m].setToSum(syndromeWeights[m], rows);
        }
        search.look();
        if (!search.foundErrors()) {
            restored.setToSum(weights, rows);
            restored.store(secret, offset);
        }
    }
}
