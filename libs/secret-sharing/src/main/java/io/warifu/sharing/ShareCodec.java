package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * A share on the wire and in the database: a header of 78 bytes, big-endian, then the raw values.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  magic and version, "WSH1"
 *      4      1  scheme: 1 Shamir with true coins, 2 Shamir with coins from a cipher,
 *                3 SSMS and 4 AONT-RS reserved
 *      5      1  field: 0x1D, the polynomial 0x11D without its leading bit
 *      6      1  k
 *      7      1  n
 *      8      1  x
 *      9      4  epoch
 *     13     16  object id
 *     29     16  sharing id, random for each dealing
 *     45      4  chunk number, from 0
 *     49      4  chunk count
 *     53      8  secret length in bytes
 *     61      1  tag type: 0 none
 *     62     16  key id: zeros while there is no tag
 *     78      -  payload, one value per byte of the secret
 * </pre>
 *
 * <p>Guarantee: whatever {@link #decode} returns, {@link #encode} turns into the same bytes, and
 * every other input is refused with the name of the field. Limit: the header is not authenticated
 * yet; a share is only as trustworthy as the server it came from.
 */
public final class ShareCodec {

    public static final int HEADER_BYTES = 78;

    /** Largest share, header and payload. */
    public static final int MAX_SHARE_BYTES = 32 << 20;

    public static final int MAX_PAYLOAD_BYTES = MAX_SHARE_BYTES - HEADER_BYTES;

    private static final int MAGIC = 0x57534831;
    private static final byte FIELD_11D = 0x1D;
    private static final byte NO_TAG = 0;
    private static final int KEY_ID_BYTES = 16;
    private static final byte[] NO_KEY = new byte[KEY_ID_BYTES];

    private ShareCodec() {}

    public static byte[] encode(Share share) {
        byte[] values = share.values();
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + values.length);
        putHeader(out, share.header());
        return out.put(values).array();
    }

    private static void putHeader(ByteBuffer out, ShareHeader header) {
        Dealing dealing = header.dealing();
        out.putInt(MAGIC)
                .put((byte) dealing.scheme().code())
                .put(FIELD_11D)
                .put((byte) dealing.threshold().k())
                .put((byte) dealing.threshold().n())
                .put((byte) header.x())
                .putInt(dealing.epoch())
                .put(dealing.object().toBytes())
                .putLong(dealing.sharing().high())
                .putLong(dealing.sharing().low())
                .putInt(dealing.chunk().number())
                .putInt(dealing.chunk().count())
                .putLong(dealing.secretLengthBytes())
                .put(NO_TAG)
                .put(NO_KEY);
    }

    /** Reads a whole share; the bytes are copied. */
    public static Share decode(byte[] bytes) throws MalformedShareException {
        ShareHeader header = decodeHeader(bytes);
        long expected = HEADER_BYTES + (long) header.dealing().secretLengthBytes();
        if (bytes.length != expected) {
            throw new MalformedShareException(
                    "length: the header tells of " + expected + " bytes, not " + bytes.length);
        }
        byte[] payload = new byte[bytes.length - HEADER_BYTES];
        System.arraycopy(bytes, HEADER_BYTES, payload, 0, payload.length);
        return Share.owning(header, payload);
    }

    /** Reads the first {@link #HEADER_BYTES} bytes alone. */
    public static ShareHeader decodeHeader(byte[] bytes) throws MalformedShareException {
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedShareException("length: shorter than the header");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
        require(in.getInt() == MAGIC, "magic: not a share of version 1");
        Scheme scheme = scheme(in.get());
        require(in.get() == FIELD_11D, "field: not the polynomial 0x11D");
        int k = in.get() & 0xFF;
        int n = in.get() & 0xFF;
        int x = in.get() & 0xFF;
        int epoch = in.getInt();
        ObjectId object = new ObjectId(new UUID(in.getLong(), in.getLong()));
        SharingId sharing = new SharingId(in.getLong(), in.getLong());
        int chunkNumber = in.getInt();
        int chunkCount = in.getInt();
        long secretLength = in.getLong();
        require(
                secretLength >= 0 && secretLength <= MAX_PAYLOAD_BYTES,
                "secret length: not within 0.." + MAX_PAYLOAD_BYTES);
        require(in.get() == NO_TAG, "tag type: unknown");
        byte[] keyId = new byte[KEY_ID_BYTES];
        in.get(keyId);
        require(Arrays.equals(keyId, NO_KEY), "key id: not zero without a tag");
        try {
            return new ShareHeader(
                    new Dealing(
                            scheme,
                            new Threshold(k, n),
                            epoch,
                            object,
                            sharing,
                            new Chunk(chunkNumber, chunkCount),
                            (int) secretLength),
                    x);
        } catch (IllegalArgumentException e) {
            throw new MalformedShareException("header: " + e.getMessage(), e);
        }
    }

    private static Scheme scheme(byte code) throws MalformedShareException {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.code() == code && scheme.isShamir()) {
                return scheme;
            }
        }
        throw new MalformedShareException("scheme: unknown or reserved");
    }

    private static void require(boolean holds, String refusal) throws MalformedShareException {
        if (!holds) {
            throw new MalformedShareException(refusal);
        }
    }
}
