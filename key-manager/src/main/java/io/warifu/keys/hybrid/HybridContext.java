package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What one key is bound to when it is mixed with an epoch's secret: another id, SAE, site or size
 * gives another key (against dependent-key attacks).
 *
 * @param slaves those that are served at {@code destination}; kept in the order of their ids as
 *     UTF-8
 */
public record HybridContext(
        UUID keyId,
        SaeId master,
        List<SaeId> slaves,
        SiteId source,
        SiteId destination,
        int sizeBits) {

    public HybridContext {
        slaves =
                slaves.stream()
                        .sorted(Comparator.comparing(HybridContext::utf8, Arrays::compareUnsigned))
                        .toList();
    }

    private static byte[] utf8(SaeId id) {
        return id.value().getBytes(StandardCharsets.UTF_8);
    }

    /** Appends every field, each with its length. */
    void writeTo(LengthPrefixed fields) {
        fields.add(keyId).add(master.value()).add(slaves.size());
        slaves.forEach(slave -> fields.add(slave.value()));
        fields.add(source.value()).add(destination.value()).add(sizeBits);
    }
}
