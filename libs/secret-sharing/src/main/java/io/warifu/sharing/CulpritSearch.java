package io.warifu.sharing;

import io.warifu.sharing.field.FieldBlock;
import io.warifu.sharing.field.Gf256;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the one wrong share from the syndromes of block after block: an error e at x gives S_m = u
 * e x^m, hence x = S1/S0, and the same x in every byte that is wrong at all.
 *
 * <p>Limit: needs at least two syndromes, that is k+2 shares. Two wrong shares look like a single
 * other one in about one byte of a hundred, which is why one byte that points elsewhere ends the
 * search without a name.
 */
final class CulpritSearch {

    private static final int NOBODY = 0;
    private static final int UNCLEAR = -1;

    private final int[] points;
    private final FieldBlock[] syndromes;
    private int found = NOBODY;

    /**
     * Prepares a search.
     *
     * @param points of the shares, none of them 0
     * @param syndromes S_0, S_1, ..; {@link #look()} reads what they hold then
     */
    CulpritSearch(int[] points, FieldBlock[] syndromes) {
        this.points = points;
        this.syndromes = syndromes;
    }

    boolean foundErrors() {
        return found != NOBODY;
    }

    /** The culprit alone, or everybody. */
    Set<Integer> suspects() {
        return found == UNCLEAR
                ? Arrays.stream(points).boxed().collect(Collectors.toSet())
                : Set.of(found);
    }

    void look() {
        if (found == UNCLEAR || Arrays.stream(syndromes).allMatch(FieldBlock::isZero)) {
            return;
        }
        int length = syndromes[0].lengthBytes();
        byte[][] values = new byte[syndromes.length][length];
        for (int m = 0; m < syndromes.length; m++) {
            syndromes[m].store(values[m], 0);
        }
        for (int i = 0; i < length && found != UNCLEAR; i++) {
            lookAt(i, values);
        }
    }

    private void lookAt(int i, byte[][] values) {
        boolean clean = true;
        for (byte[] value : values) {
            clean &= value[i] == 0;
        }
        if (clean) {
            return;
        }
        if (values.length < 2 || values[0][i] == 0) {
            found = UNCLEAR;
            return;
        }
        int x = found == NOBODY ? Gf256.divide(values[1][i] & 0xFF, values[0][i] & 0xFF) : found;
        boolean known = Arrays.stream(points).anyMatch(point -> point == x);
        for (int m = 1; m < values.length; m++) {
            known &= Gf256.multiply(x, values[m - 1][i] & 0xFF) == (values[m][i] & 0xFF);
        }
        found = known ? x : UNCLEAR;
    }
}
