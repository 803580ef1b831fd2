package io.warifu.crossref.restore;

import io.warifu.crossref.collect.ServerState;
import io.warifu.kernel.id.ObjectId;
import java.util.List;

/** What came of restoring one object. Only {@link Restored} holds content. */
public sealed interface RestoreOutcome<T> {

    /** The content, digest checked. */
    record Restored<T>(T content, Provenance provenance) implements RestoreOutcome<T> {}

    /**
     * Fewer servers sent a share than are needed.
     *
     * @param servers all that were allowed to be asked, as they looked afterwards
     */
    record TooFewShares<T>(ObjectId object, int answered, int needed, List<ServerState> servers)
            implements RestoreOutcome<T> {

        public TooFewShares {
            servers = List.copyOf(servers);
        }
    }

    /**
     * Enough shares came, and no choice of them gives content that fits its digest.
     *
     * @param culprits those that can be told; often nobody can
     */
    record Disagreement<T>(ObjectId object, int answered, List<Culprit> culprits)
            implements RestoreOutcome<T> {

        public Disagreement {
            culprits = List.copyOf(culprits);
        }
    }
}
