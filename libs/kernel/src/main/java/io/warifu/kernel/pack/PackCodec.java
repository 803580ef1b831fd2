package io.warifu.kernel.pack;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Pack} as a parcel.
 *
 * <pre>
 * content: "PACK" · version 1 (1 byte) · patient id (text) · entry count (4)
 *          then per entry: path (text) · offset (8) · length (4) · bytes
 * text:    length in bytes (2) · UTF-8
 * </pre>
 */
public final class PackCodec {

    /** Entries of one pack at most. */
    public static final int MAX_ENTRIES = 65_536;

    private static final String MAGIC = "PACK";

    private PackCodec() {}

    public static byte[] encode(Pack pack) {
        ContentWriter out = new ContentWriter(MAGIC);
        out.text(pack.patientId());
        out.u32(pack.entries().size());
        for (Pack.Entry entry : pack.entries()) {
            out.text(entry.path().uriPath());
            out.u64(entry.offsetBytes());
            out.u32(entry.bytes().length);
            out.bytes(entry.bytes());
        }
        return ParcelCodec.wrap(out.toByteArray());
    }

    public static Pack decode(byte[] parcel) throws MalformedParcelException {
        ContentReader in = new ContentReader(MAGIC, ParcelCodec.unwrap(parcel));
        return in.read(() -> {
            String patientId = in.text();
            int count = in.count(MAX_ENTRIES);
            List<Pack.Entry> entries = new ArrayList<>(Math.min(count, 1024));
            for (int i = 0; i < count; i++) {
                StoredPath path = new StoredPath(in.text());
                long offset = in.u64();
                entries.add(new Pack.Entry(path, offset, in.bytes(in.u32())));
            }
            return new Pack(patientId, entries);
        });
    }
}
