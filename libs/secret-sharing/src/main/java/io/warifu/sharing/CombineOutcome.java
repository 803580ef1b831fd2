package io.warifu.sharing;

import java.util.Set;
import java.util.TreeSet;

/**
 * What came of combining shares. Only {@link Combined} holds bytes: in doubt nothing is released.
 */
public sealed interface CombineOutcome {

    /**
     * The shares agree and gave this secret.
     *
     * @param secret belongs to the caller, who wipes it
     * @param spare shares beyond k that were checked and agree; with 0 nothing was checked, and a
     *     wrong share gives a wrong secret
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept; never compared or printed
    record Combined(byte[] secret, int spare) implements CombineOutcome {

        @Override
        public String toString() {
            return "Combined[" + secret.length + " bytes, spare=" + spare + "]";
        }
    }

    /** Fewer shares than the dealing's k. */
    record TooFew(int given, int needed) implements CombineOutcome {}

    /**
     * The shares do not belong to one polynomial.
     *
     * @param reason in which way
     * @param suspects points of the shares that may be wrong: the culprit alone if it can be told,
     *     else all that it may be. Naming one is evidence, not proof: several wrong shares can look
     *     like a single other one, so whoever combines again without the suspect must check the
     *     result by other means, such as a digest inside the secret
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
        /** The values of more than k shares lie on no polynomial of degree below k. */
        VALUES_DISAGREE
    }
}
