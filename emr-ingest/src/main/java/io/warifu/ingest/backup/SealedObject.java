package io.warifu.ingest.backup;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object after the split: nothing but shares is left of it.
 *
 * @param pseudonym of the patient; null for a catalogue segment
 * @param shares encoded, for x = 1..n in this order; not copied
 */
public record SealedObject(
        ObjectId id,
        ObjectKind kind,
        Audience audience,
        @Nullable UUID pseudonym,
        List<byte[]> shares) {

    public SealedObject {
        shares = List.copyOf(shares);
    }
}
