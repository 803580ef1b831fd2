package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What protected which bytes.
 *
 * @param block name of this transfer, the same at both ends
 * @param padIds keys that were xored with bytes 0 to 31, 32 to 63 and so on; empty without pads
 * @param macKeyId key of the one-time tag; empty without pads
 * @param carrierKeyIds QKD keys of the epochs in use at this end while the field travelled; the
 *     carrier around it was sealed under one of them
 */
public record FieldReceipt(
        SiteId to,
        BoxName box,
        UUID block,
        int bytes,
        Protection protection,
        List<UUID> padIds,
        Optional<UUID> macKeyId,
        List<UUID> carrierKeyIds) {

    public FieldReceipt {
        padIds = List.copyOf(padIds);
        carrierKeyIds = List.copyOf(carrierKeyIds);
    }

    static FieldReceipt of(SiteId to, OtpBlock block, List<UUID> carrierKeyIds) {
        List<UUID> all = block.keyIds();
        return new FieldReceipt(
                to,
                block.box(),
                block.block(),
                block.fieldBytes(),
                block.protection(),
                all.isEmpty() ? all : all.subList(0, all.size() - 1),
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()),
                carrierKeyIds);
    }
}
