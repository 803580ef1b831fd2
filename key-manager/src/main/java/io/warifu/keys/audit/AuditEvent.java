package io.warifu.keys.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of key material, of one key or of many at once.
 *
 * @param actor who caused it: {@code sae:NAME}, {@code kme:SITE}, {@code qkd:SITE}, {@code
 *     operator:NAME}
 * @param from null for what begins
 * @param subject the pair of SAEs or the link
 * @param keyIds end keys, or ids of blocks
 * @param bits of key material together
 * @param detail for people; never key bytes, and no hash of them
 */
public record AuditEvent(
        String actor,
        @Nullable KeyState from,
        KeyState to,
        String subject,
        List<UUID> keyIds,
        long bits,
        String detail) {

    public AuditEvent {
        keyIds = List.copyOf(keyIds);
    }
}
