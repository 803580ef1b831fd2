package io.warifu.sharing;

import java.util.Set;
import java.util.TreeSet;

/**
 * What came of combining shares. Only {@link Combined} holds bytes: in doubt nothing is released.
 */
public sealed interface CombineOutcome {

    /**
     * The secret, and what is known about the shares that were given.
     *
     * @param secret belongs to the caller, who wipes it
     * @param spare shares beyond the k that were needed which agree with the result
     * @param culprits points of shares that do not, or whose tags are wrong. Named for certain
     *     unless more than (m-k)/2 + 1 of m shares were wrong
     * @param suspects points of shares of which it cannot be told, because liars found changes that
     *     cancel out: some of these shares are wrong
     * @param proven whether a seal or a cipher's tag shows that the secret is the one that was
     *     dealt, unless k servers lie together. False for shares of version 1 only: with spare 0
     *     nothing was checked then, and a wrong share gives a wrong secret
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept; never compared or printed
    record Combined(
            byte[] secret, int spare, Set<Integer> culprits, Set<Integer> suspects, boolean proven)
            implements CombineOutcome {

        public Combined {
            culprits = Set.copyOf(culprits);
            suspects = Set.copyOf(suspects);
        }

        @Override
        public String toString() {
            return "Combined[%d bytes, spare=%d, culprits=%s, suspects=%s]"
                    .formatted(
                            secret.length, spare, new TreeSet<>(culprits), new TreeSet<>(suspects));
        }
    }

    /** Fewer shares than the dealing's k. */
    record TooFew(int given, int needed) implements CombineOutcome {}

    /**
     * The shares do not belong to one polynomial.
     *
     * @param reason in which way
     * @param suspects points of the shares that may be wrong: the culprit alone if it can be told,
     *     else all that it may be. Naming one by its values is evidence, not proof: several wrong
     *     shares can look like a single other one
     */
    record Inconsistent(Reason reason, Set<Integer> suspects) implements CombineOutcome {

        public Inconsistent {
            suspects = Set.copyOf(suspects);
        }

        /** The culprit, if exactly one share is suspected. */
        public boolean namesCulprit() {
            return suspects.size() == 1;
        }

        @Override
        public String toString() {
            return "Inconsistent[" + reason + ", suspects=" + new TreeSet<>(suspects) + "]";
        }
    }

    /** Why shares were refused. */
    enum Reason {
        /** Two shares have the same point. */
        DUPLICATE_POINT,
        /** Object, sharing id, epoch, k, n, chunk, length or scheme differ. */
        MIXED_DEALINGS,
        /**
         * The values of more than k shares lie on no polynomial of degree below k, and leaving some
         * of them out gave nothing that can be proved.
         */
        VALUES_DISAGREE,
        /** The values agree, or are just k, but what they say is not what was dealt. */
        SEAL_BROKEN,
        /** So many one-time tags are wrong that fewer than k shares are left. */
        TAG_WRONG
    }
}
