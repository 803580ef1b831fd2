package io.warifu.ingest.send;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A share on its way, without its bytes.
 *
 * @param id rises in the order of acceptance
 * @param pseudonym of the patient; null for a catalogue segment
 * @param digest of the share
 * @param attempts that have failed
 */
public record OutboxItem(
        long id,
        ObjectId object,
        ObjectKind kind,
        Audience audience,
        @Nullable UUID pseudonym,
        Sha256 digest,
        int attempts) {}
