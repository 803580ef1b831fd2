package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import java.util.List;

/**
 * A way to share bytes among n servers so that any k of them give them back. What fewer than k
 * learn is the scheme's promise, {@link Scheme#promise()}.
 *
 * <p>Laws, which one contract test checks for all: every k or more shares restore the secret, in
 * any order; fewer, doubled or mixed ones are refused; each dealing is a new one; a wrong share is
 * noticed however few are read, left out if at least k right ones are there, and never gives wrong
 * bytes as long as fewer than k are wrong.
 */
public sealed interface SecretSharing permits ShamirSharing, KrawczykSharing, AontRsSharing {

    Scheme scheme();

    /**
     * Deals {@code secret} anew, as a chunk of {@code object}.
     *
     * @param secret the caller wipes it
     * @return n shares, in the order of x = 1..n
     */
    List<Share> split(byte[] secret, Threshold threshold, ObjectId object, Chunk chunk);

    /** Deals an object in one piece. */
    default List<Share> split(byte[] secret, Threshold threshold, ObjectId object) {
        return split(secret, threshold, object, Chunk.WHOLE);
    }

    /**
     * Restores what shares of any scheme hold, after checking them against each other and against
     * what they carry. Give all shares that are there: the more, the more wrong ones can be named.
     */
    default CombineOutcome combine(List<Share> shares) {
        return combine(shares, TagKeys.NONE);
    }

    /** The same for a reader that has one-time keys: wrong tags convict by themselves. */
    default CombineOutcome combine(List<Share> shares, TagKeys keys) {
        return ShareCombiner.combine(shares, keys);
    }
}
