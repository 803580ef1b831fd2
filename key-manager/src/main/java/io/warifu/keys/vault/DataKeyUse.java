package io.warifu.keys.vault;

import java.time.Instant;
import java.util.Optional;

/** An owner of sealed secrets; it tells how far back the data keys must be kept. */
public interface DataKeyUse {

    /**
     * When the oldest secret that is still alive was sealed, or earlier; empty if there is none.
     */
    Optional<Instant> oldestSealedAt();
}
