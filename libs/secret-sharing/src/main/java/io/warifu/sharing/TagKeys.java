package io.warifu.sharing;

import java.util.Optional;

/** The one-time keys that a reader has. */
@FunctionalInterface
public interface TagKeys {

    /**
     * For readers without keys: tags are then left alone, and only the shares' agreement counts.
     */
    TagKeys NONE = _ -> Optional.empty();

    /** The key of that name, which stays open as long as shares are being combined. */
    Optional<OneTimeKey> find(TagKeyId id);
}
