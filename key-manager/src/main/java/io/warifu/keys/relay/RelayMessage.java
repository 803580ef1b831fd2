package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.onetime.OneTimeTag;
import io.warifu.keys.path.Topology;
import io.warifu.keys.pool.PadRange;
import io.warifu.keys.pool.StockRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * One hop of one part of a batch, as docs/protocols.md lays down its bytes.
 *
 * <p>Guarantee: {@link #read} takes nothing but what {@link #unsigned} and a tag make, within all
 * bounds, and throws IllegalArgumentException for everything else.
 *
 * @param hop index of the receiving site in the path
 * @param part index of the part, that is of the path, in the batch
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only wire form; compared nowhere.
record RelayMessage(
        List<SiteId> path,
        int hop,
        List<PadRange> pads,
        int part,
        Manifest manifest,
        byte[] ciphertext) {

    static final int VERSION = 2;

    /** The first bytes of a pad key the tag of the message, the next ones that of its answer. */
    static final int OVERHEAD_BYTES = 2 * OneTimeTag.KEY_BYTES;

    /** The load begins with the key of the tag by which the destination says READY. */
    static final int READY_KEY_BYTES = OneTimeTag.KEY_BYTES;

    RelayMessage {
        path = List.copyOf(path);
        pads = List.copyOf(pads);
    }

    SiteId previous() {
        return path.get(hop - 1);
    }

    SiteId receiver() {
        return path.get(hop);
    }

    boolean isAtDestination() {
        return hop == path.size() - 1;
    }

    /** All bytes but the tag. */
    byte[] unsigned() {
        WireWriter out = new WireWriter();
        out.u8(VERSION).u8(hop).u8(path.size());
        path.forEach(out::site);
        out.u16(pads.size());
        for (PadRange pad : pads) {
            out.i64(pad.epoch()).i64(pad.sequence()).i32(pad.offset()).i32(pad.length());
        }
        return out.u8(part)
                .bytes(manifest.toBytes())
                .i32(ciphertext.length)
                .bytes(ciphertext)
                .toBytes();
    }

    static byte[] signed(byte[] unsigned, byte[] key) {
        byte[] all = Arrays.copyOf(unsigned, unsigned.length + OneTimeTag.TAG_BYTES);
        byte[] tag = OneTimeTag.compute(key, unsigned);
        System.arraycopy(tag, 0, all, unsigned.length, tag.length);
        return all;
    }

    /** Whether the last bytes are the tag of all others. */
    static boolean isGenuine(byte[] message, byte[] key) {
        int length = message.length - OneTimeTag.TAG_BYTES;
        return OneTimeTag.matches(
                key,
                Arrays.copyOf(message, length),
                Arrays.copyOfRange(message, length, message.length));
    }

    static RelayMessage read(byte[] message) {
        WireReader in = new WireReader(message);
        in.within(in.u8(), VERSION, VERSION, "version");
        int hop = in.u8();
        int sites = in.within(in.u8(), 2, Topology.MAX_HOPS + 1, "path length");
        in.within(hop, 1, sites - 1, "hop");
        List<SiteId> path = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            path.add(in.site());
        }
        in.within(new HashSet<>(path).size(), sites, sites, "path that meets itself");
        List<PadRange> pads = pads(in);
        int part = in.u8();
        Manifest manifest = Manifest.read(in);
        in.within(part, 0, manifest.parts() - 1, "part");
        int load = READY_KEY_BYTES + manifest.keyBytes();
        byte[] ciphertext = in.bytes(in.within(in.i32(), load, load, "ciphertext length"));
        long padBytes = pads.stream().mapToLong(PadRange::length).sum();
        if (padBytes != OVERHEAD_BYTES + load) {
            throw new IllegalArgumentException("wrong pad length");
        }
        var _ = in.bytes(OneTimeTag.TAG_BYTES);
        in.end();
        return new RelayMessage(path, hop, pads, part, manifest, ciphertext);
    }

    private static List<PadRange> pads(WireReader in) {
        int count = in.within(in.u16(), 1, StockRules.MAX_RANGES_PER_PAD, "number of pad ranges");
        List<PadRange> pads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pads.add(new PadRange(in.i64(), in.i64(), in.i32(), in.i32()));
        }
        return pads;
    }

    @Override
    public String toString() {
        return "part %d of batch %s, hop %d of %s".formatted(part, manifest.batch(), hop, path);
    }
}
