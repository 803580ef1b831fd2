package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.audit.AuditEvent;
import io.warifu.keys.audit.AuditLog;
import io.warifu.keys.audit.KeyState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The transitions of blocks in the audit. Single pads are not written there: the end keys that they
 * carried are.
 */
final class PoolAudit {

    private final SiteId own;
    private final AuditLog log;

    PoolAudit(SiteId own, AuditLog log) {
        this.own = own;
        this.log = log;
    }

    void generated(LinkId link, KeyBlock block) {
        write(
                "qkd:",
                link,
                null,
                KeyState.GENERATED,
                List.of(block.blockId()),
                block.key().lengthBits(),
                "");
    }

    void pooled(LinkId link, List<Confirmation.Entry> blocks) {
        if (!blocks.isEmpty()) {
            write(
                    "kme:",
                    link,
                    KeyState.GENERATED,
                    KeyState.POOLED,
                    blocks.stream().map(Confirmation.Entry::blockId).toList(),
                    8 * blocks.stream().mapToLong(Confirmation.Entry::lengthBytes).sum(),
                    "confirmed by the other end");
        }
    }

    void quarantined(LinkId link, List<UUID> blocks, long bits, String reason) {
        write("qkd:", link, KeyState.POOLED, KeyState.QUARANTINED, blocks, bits, reason);
    }

    void burned(LinkId link, KeyState from, List<BlockTable.Burned> blocks, String why) {
        write(
                "kme:",
                link,
                from,
                KeyState.DESTROYED,
                blocks.stream().map(BlockTable.Burned::blockId).toList(),
                8 * blocks.stream().mapToLong(BlockTable.Burned::bytes).sum(),
                why);
    }

    void usedUp(LinkId link, PadTable.Block block) {
        write(
                "kme:",
                link,
                KeyState.POOLED,
                KeyState.DESTROYED,
                List.of(block.blockId()),
                8L * block.usedBytes(),
                "used up");
    }

    private void write(
            String actor,
            LinkId link,
            @Nullable KeyState from,
            KeyState to,
            List<UUID> blocks,
            long bits,
            String detail) {
        log.append(new AuditEvent(actor + own, from, to, link.toString(), blocks, bits, detail));
    }
}
