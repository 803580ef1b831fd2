package io.warifu.keys.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.PartStore.Added;
import io.warifu.keys.relay.PartStore.Part;
import io.warifu.keys.store.HybridMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store of waiting parts must hold. */
abstract class PartStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

    abstract PartStore store();

    @Test
    void forgetsABatchWhosePartsContradictEachOther() {
        PartStore store = store();
        Manifest manifest = manifest(2);
        assertThat(store.add(part(0, manifest))).isInstanceOf(Added.Incomplete.class);
        assertThat(store.add(part(0, manifest))).isInstanceOf(Added.Differs.class);
        assertThat(store.add(part(1, manifest))).isInstanceOf(Added.Incomplete.class);
        Manifest other =
                new Manifest(
                        manifest.batch(),
                        2,
                        NOW,
                        NOW.plusSeconds(61),
                        0,
                        HybridMode.OFF,
                        null,
                        manifest.groups());
        assertThat(store.add(part(0, other))).isInstanceOf(Added.Differs.class);
        assertThat(store.expire(NOW.plusSeconds(100))).isZero();
    }

    @Test
    void forgetsPartsWhoseBatchExpired() {
        PartStore store = store();
        Manifest manifest = manifest(3);
        var _ = store.add(part(0, manifest));
        assertThat(store.expire(NOW)).isZero();
        assertThat(store.expire(NOW.plusSeconds(60))).isEqualTo(1);
        assertThat(store.add(part(0, manifest))).isInstanceOf(Added.Incomplete.class);
    }

    @Test
    void givesOneOfTheCallersAtOnceAllPartsInTheirOrder() {
        PartStore store = store();
        for (int round = 0; round < 8; round++) {
            Manifest manifest = manifest(4);
            AtomicInteger next = new AtomicInteger();
            List<Added> added =
                    Parallel.run(4, () -> store.add(part(next.getAndIncrement(), manifest)));
            List<Added.Complete> complete =
                    added.stream()
                            .filter(Added.Complete.class::isInstance)
                            .map(Added.Complete.class::cast)
                            .toList();
            assertThat(complete).hasSize(1);
            List<Part> parts = complete.getFirst().parts();
            assertThat(parts).extracting(Part::number).containsExactly(0, 1, 2, 3);
            for (Part part : parts) {
                assertThat(part.load().exposeForWire()).containsOnly(part.number());
            }
        }
    }

    private static Manifest manifest(int parts) {
        Manifest.Group group =
                new Manifest.Group(
                        new SaeId("one"),
                        List.of(new SaeId("two")),
                        256,
                        List.of(UUID.randomUUID()));
        return new Manifest(
                UUID.randomUUID(),
                parts,
                NOW,
                NOW.plusSeconds(60),
                0,
                HybridMode.OFF,
                null,
                List.of(group));
    }

    private static Part part(int number, Manifest manifest) {
        byte[] load = new byte[64];
        Arrays.fill(load, (byte) number);
        List<SiteId> path =
                List.of(new SiteId("tokyo"), new SiteId("node" + number), new SiteId("kochi"));
        return new Part(number, path, manifest, SecretBytes.takeFrom(load));
    }
}
