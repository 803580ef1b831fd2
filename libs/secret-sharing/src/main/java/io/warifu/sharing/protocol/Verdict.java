package io.warifu.sharing.protocol;

import java.util.Set;

/** What the answers of many servers to one challenge show. */
public sealed interface Verdict {

    /**
     * All values lie on polynomials of degree below k.
     *
     * @param constants what the combined polynomials have at 0
     */
    record Consistent(Lanes constants) implements Verdict {}

    /**
     * They do not, because these servers hold or say something else than the others.
     *
     * @param servers their points, never empty
     */
    record Wrong(Set<Integer> servers) implements Verdict {

        public Wrong {
            servers = Set.copyOf(servers);
        }
    }

    /** They do not, and nobody can be named: the dealer, if there is one, or too many servers. */
    record Unclear() implements Verdict {}

    /** Fewer answers than it takes to check anything: k+1 are the least. */
    record TooFew(int given, int needed) implements Verdict {}
}
