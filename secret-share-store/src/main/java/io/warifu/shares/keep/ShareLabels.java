package io.warifu.shares.keep;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a share server learns about an object besides its size.
 *
 * @param owner whose object it is
 * @param kind what it is for
 * @param audience for whom it was made
 * @param pseudonym stands for one patient of the owner; there exactly if the object is a record
 */
public record ShareLabels(
        SiteId owner, ObjectKind kind, Audience audience, @Nullable UUID pseudonym) {

    public ShareLabels {
        boolean named = pseudonym != null;
        switch (kind) {
            case RECORD -> require(named, "a record needs a pseudonym");
            case CATALOGUE -> require(!named, "a catalogue segment has no pseudonym");
        }
    }

    private static void require(boolean holds, String refusal) {
        if (!holds) {
            throw new IllegalArgumentException(refusal);
        }
    }
}
