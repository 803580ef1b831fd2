package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.relay.PartStore.Added;
import io.warifu.keys.relay.PartStore.Part;
import io.warifu.keys.relay.RelayAck.Outcome;
import io.warifu.keys.store.KeyRoute;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.WaitingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The end of all paths of a batch: joins its parts and stores the keys for the slaves.
 *
 * <p>Guarantee: keys are stored all or none, only when every part is there and all say the same,
 * and only for slaves of this site and a master of the source. Works in the caller's transaction.
 */
final class Destination {

    private final SiteId own;
    private final PartStore parts;
    private final KeyStore store;
    private final SaeDirectory saes;
    private final EndToEnd hybrid;

    Destination(SiteId own, PartStore parts, KeyStore store, SaeDirectory saes, EndToEnd hybrid) {
        this.own = own;
        this.parts = parts;
        this.store = store;
        this.saes = saes;
        this.hybrid = hybrid;
    }

    RelayAck arrived(Part part) {
        SiteId source = part.path().getFirst();
        if (!serves(part.manifest(), source)) {
            return refused(Outcome.NOT_TAKEN, part);
        }
        if (part.manifest().parts() == 1) {
            return keep(part.manifest(), source, List.of(part));
        }
        return switch (parts.add(part)) {
            case Added.Incomplete _ -> RelayAck.held();
            case Added.Differs _ -> refused(Outcome.PARTS_DIFFER, part);
            case Added.Complete(List<Part> all) -> {
                try {
                    yield keep(part.manifest(), source, all);
                } finally {
                    all.forEach(each -> each.load().close());
                }
            }
        };
    }

    private RelayAck keep(Manifest manifest, SiteId source, List<Part> all) {
        byte[] load = all.getFirst().load().exposeForWire();
        for (Part part : all.subList(1, all.size())) {
            var _ = part.load().use(other -> xorInto(load, other));
        }
        byte[] readyKey = Arrays.copyOf(load, RelayMessage.READY_KEY_BYTES);
        byte[] relayed = Arrays.copyOfRange(load, RelayMessage.READY_KEY_BYTES, load.length);
        byte[] keys = new byte[0];
        try {
            keys = KeyMixing.mix(relayed, manifest, source, own, hybrid);
            KeyRoute route = new KeyRoute(all.stream().map(Part::path).toList(), manifest.hybrid());
            List<WaitingKey> waiting = waiting(manifest, source, keys, route);
            KeyStore.Put put = store.put(waiting);
            waiting.forEach(key -> key.key().close());
            if (put != KeyStore.Put.STORED) {
                return refused(Outcome.NOT_TAKEN, all.getFirst());
            }
            byte[] tag = KeyMixing.readyTag(readyKey, manifest, keys);
            return new RelayAck(Outcome.READY, null, null, tag);
        } catch (EndToEnd.UnknownEpochException e) {
            return refused(Outcome.EPOCH_UNKNOWN, all.getFirst());
        } finally {
            List.of(load, readyKey, relayed, keys).forEach(b -> Arrays.fill(b, (byte) 0));
        }
    }

    private static List<WaitingKey> waiting(
            Manifest manifest, SiteId source, byte[] keys, KeyRoute route) {
        // The source counts from its own clock; this end keeps the keys a little longer.
        Duration margin = RelayNode.MAX_CLOCK_SKEW.multipliedBy(2);
        Instant expiry = manifest.expiresAt().plus(margin);
        List<WaitingKey> waiting = new ArrayList<>();
        int at = 0;
        for (Manifest.Group group : manifest.groups()) {
            int bytes = group.sizeBits() / 8;
            for (UUID id : group.ids()) {
                SecretBytes key = SecretBytes.takeFrom(Arrays.copyOfRange(keys, at, at + bytes));
                waiting.add(
                        new WaitingKey(
                                id,
                                group.master(),
                                group.slaves(),
                                source,
                                key,
                                manifest.madeAt(),
                                expiry,
                                route));
                at += bytes;
            }
        }
        return waiting;
    }

    private boolean serves(Manifest manifest, SiteId source) {
        return manifest.groups().stream()
                .allMatch(group ->
                        livesAt(group.master(), source)
                                && group.slaves().stream().allMatch(slave -> livesAt(slave, own)));
    }

    private boolean livesAt(SaeId id, SiteId site) {
        return saes.byId(id).filter(sae -> sae.home().equals(site)).isPresent();
    }

    private RelayAck refused(Outcome outcome, Part part) {
        return RelayAck.refused(outcome, part.path().get(part.path().size() - 2), own);
    }

    private static byte[] xorInto(byte[] target, byte[] other) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= other[i];
        }
        return target;
    }
}
