package io.warifu.keys.relay;

import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.path.Topology;
import io.warifu.keys.store.HybridMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of a batch say alike: the keys and whom they are for. It holds no key.
 *
 * @param parts the batch is split into, one a path
 * @param maxAgeSeconds of the link key at every hop; 0 for any
 * @param epoch of the hybrid; null if it is off
 */
record Manifest(
        UUID batch,
        int parts,
        Instant madeAt,
        Instant expiresAt,
        int maxAgeSeconds,
        HybridMode hybrid,
        @Nullable UUID epoch,
        List<Group> groups) {

    static final int MAX_KEYS = 256;
    static final int MAX_GROUPS = MAX_KEYS;

    /** What an order of the most and longest keys has. */
    static final int MAX_KEY_BYTES = 64 * 1024;

    private static final UUID NO_EPOCH = new UUID(0, 0);

    Manifest {
        groups = List.copyOf(groups);
    }

    /** Keys of one size for one master and those of its slaves that the destination serves. */
    record Group(SaeId master, List<SaeId> slaves, int sizeBits, List<UUID> ids) {

        Group {
            slaves = List.copyOf(slaves);
            ids = List.copyOf(ids);
        }

        int bytes() {
            return ids.size() * (sizeBits / 8);
        }
    }

    int keyBytes() {
        return groups.stream().mapToInt(Group::bytes).sum();
    }

    byte[] toBytes() {
        WireWriter out = new WireWriter();
        out.uuid(batch).u8(parts).i64(madeAt.getEpochSecond()).i64(expiresAt.getEpochSecond());
        out.i32(maxAgeSeconds)
                .u8(List.of(HybridMode.values()).indexOf(hybrid))
                .uuid(epoch == null ? NO_EPOCH : epoch);
        out.u16(groups.size());
        for (Group group : groups) {
            out.sae(group.master()).u8(group.slaves().size());
            group.slaves().forEach(out::sae);
            out.u16(group.sizeBits()).u16(group.ids().size());
            group.ids().forEach(out::uuid);
        }
        return out.toBytes();
    }

    static Manifest read(WireReader in) {
        UUID batch = in.uuid();
        int parts = in.within(in.u8(), 1, Topology.MAX_PATHS, "number of parts");
        Instant madeAt = second(in);
        Instant expiresAt = second(in);
        int maxAge = in.within(in.i32(), 0, Integer.MAX_VALUE, "maximum age");
        HybridMode[] modes = HybridMode.values();
        HybridMode hybrid = modes[in.within(in.u8(), 0, modes.length - 1, "hybrid mode")];
        UUID epoch = in.uuid();
        if (epoch.equals(NO_EPOCH) != (hybrid == HybridMode.OFF)) {
            throw new IllegalArgumentException("wrong epoch");
        }
        int count = in.within(in.u16(), 1, MAX_GROUPS, "number of groups");
        List<Group> groups = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        int keyBytes = 0;
        for (int i = 0; i < count; i++) {
            Group group = group(in);
            keyBytes += group.bytes();
            seen.addAll(group.ids());
            groups.add(group);
        }
        int keys = groups.stream().mapToInt(group -> group.ids().size()).sum();
        in.within(keys, 1, MAX_KEYS, "number of keys");
        in.within(keyBytes, 1, MAX_KEY_BYTES, "amount of key");
        in.within(seen.size(), keys, keys, "key ids, one of them twice");
        UUID used = hybrid == HybridMode.OFF ? null : epoch;
        return new Manifest(batch, parts, madeAt, expiresAt, maxAge, hybrid, used, groups);
    }

    private static Group group(WireReader in) {
        SaeId master = in.sae();
        int slaveCount = in.within(in.u8(), 1, KeyOrder.MAX_SLAVES, "number of slaves");
        List<SaeId> slaves = new ArrayList<>();
        for (int i = 0; i < slaveCount; i++) {
            slaves.add(in.sae());
        }
        int sizeBits = in.within(in.u16(), KeyOrder.MIN_KEY_BITS, KeyOrder.MAX_KEY_BITS, "size");
        in.within(sizeBits % 8, 0, 0, "size");
        int keys = in.within(in.u16(), 1, MAX_KEYS, "number of keys");
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            ids.add(in.uuid());
        }
        return new Group(master, slaves, sizeBits, ids);
    }

    private static Instant second(WireReader in) {
        long second = in.i64();
        if (second < 0 || second > Instant.MAX.getEpochSecond()) {
            throw new IllegalArgumentException("wrong time");
        }
        return Instant.ofEpochSecond(second);
    }
}
