package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A share on the wire and in the database: a header, big-endian, then seal, tag and payload.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  magic and version, "WSH2"
 *      4      1  scheme: 1 Shamir with supplied coins, 2 Shamir with coins from a cipher,
 *                3 SSMS, 4 AONT-RS
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
 *     61      1  tag type: 0 none, 1 one-time Poly1305
 *     62     16  key id: zeros without a tag
 *     78      1  coin origin: 0 none, 1 supplied, 2 AES-256-CTR
 *     79      1  length of the seal: 48 with Shamir, 0 else
 *     80      8  payload length in bytes
 *     88  0, 48  seal: this share of salt (16) and digest (32)
 *      -  0, 16  tag
 *      -      -  payload; with Shamir one value per byte of the secret
 * </pre>
 *
 * <p>Version 1, magic "WSH1", ends with the key id at 78, has schemes 1 and 2 only, no tag, and the
 * payload right behind; such shares are read and written as they are, never made anew.
 *
 * <p>Guarantee: whatever {@link #decode} returns, {@link #encode} turns into the same bytes, and
 * every other input is refused with the name of the field. Limit: decoding authenticates nothing;
 * {@link Seal}, {@link OneTimeMac} and the agreement of shares do.
 */
public final class ShareCodec {

    /** Largest share, header and all. */
    public static final int MAX_SHARE_BYTES = 32 << 20;

    /** Largest payload of a share that is made today. */
    public static final int MAX_PAYLOAD_BYTES = MAX_SHARE_BYTES - ShareFormat.V2.overheadBytes();

    static final byte FIELD_11D = 0x1D;

    private static final int COMMON_BYTES = ShareFormat.V1.headerBytes();
    private static final byte NO_TAG = 0;
    private static final byte POLY1305 = 1;

    private ShareCodec() {}

    public static byte[] encode(Share share) {
        byte[] header = header(share, share.tag().map(OneTimeTag::keyId).orElse(null));
        byte[] lanes = share.lanes();
        int sealBytes = share.dealing().sealBytes();
        byte[] tag = share.tag().map(OneTimeTag::value).orElseGet(() -> new byte[0]);
        return ByteBuffer.allocate(header.length + lanes.length + tag.length)
                .put(header)
                .put(lanes, 0, sealBytes)
                .put(tag)
                .put(lanes, sealBytes, lanes.length - sealBytes)
                .array();
    }

    /** The header alone, as it stands at the beginning and in the message of a tag. */
    static byte[] header(Share share, @Nullable TagKeyId key) {
        Dealing dealing = share.dealing();
        UUID keyId = key == null ? TagKeyId.NONE : key.value();
        ByteBuffer out =
                ByteBuffer.allocate(dealing.format().headerBytes())
                        .putInt(dealing.format().magic())
                        .put((byte) dealing.scheme().code())
                        .put(FIELD_11D)
                        .put((byte) dealing.threshold().k())
                        .put((byte) dealing.threshold().n())
                        .put((byte) share.x())
                        .putInt(dealing.epoch())
                        .put(dealing.object().toBytes())
                        .putLong(dealing.sharing().high())
                        .putLong(dealing.sharing().low())
                        .putInt(dealing.chunk().number())
                        .putInt(dealing.chunk().count())
                        .putLong(dealing.secretLengthBytes())
                        .put(key == null ? NO_TAG : POLY1305)
                        .putLong(keyId.getMostSignificantBits())
                        .putLong(keyId.getLeastSignificantBits());
        if (dealing.format() == ShareFormat.V2) {
            out.put((byte) dealing.coins().code())
                    .put((byte) dealing.sealBytes())
                    .putLong(dealing.payloadBytes());
        }
        return out.array();
    }

    /** Reads a whole share; the bytes are copied. */
    public static Share decode(byte[] bytes) throws MalformedShareException {
        Reading reading = readHeader(bytes);
        Dealing dealing = reading.header.dealing();
        int start = dealing.format().headerBytes();
        int tagBytes = reading.keyId == null ? 0 : OneTimeTag.BYTES;
        long expected = (long) start + dealing.laneBytes() + tagBytes;
        if (bytes.length != expected) {
            throw new MalformedShareException(
                    "length: the header tells of " + expected + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(start);
        byte[] lanes = new byte[dealing.laneBytes()];
        int sealBytes = dealing.sealBytes();
        byte[] tag = new byte[tagBytes];
        in.get(lanes, 0, sealBytes).get(tag).get(lanes, sealBytes, lanes.length - sealBytes);
        Share share = Share.owning(reading.header, lanes);
        return reading.keyId == null ? share : share.with(new OneTimeTag(reading.keyId, tag));
    }

    /** Reads the header alone; more bytes may follow. */
    public static ShareHeader decodeHeader(byte[] bytes) throws MalformedShareException {
        return readHeader(bytes).header;
    }

    private record Reading(ShareHeader header, @Nullable TagKeyId keyId) {}

    private static Reading readHeader(byte[] bytes) throws MalformedShareException {
        require(bytes.length >= COMMON_BYTES, "length: shorter than the header");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ShareFormat format = format(in.getInt());
        require(bytes.length >= format.headerBytes(), "length: shorter than the header");
        Scheme scheme = scheme(in.get(), format);
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
                secretLength >= 0 && secretLength <= MAX_SHARE_BYTES - format.overheadBytes(),
                "secret length: out of range");
        byte tagType = in.get();
        UUID keyId = new UUID(in.getLong(), in.getLong());
        boolean tagged = format == ShareFormat.V2 && tagType == POLY1305;
        require(tagged || tagType == NO_TAG, "tag type: unknown");
        require(tagged != keyId.equals(TagKeyId.NONE), "key id: zero exactly without a tag");
        CoinOrigin coins = format == ShareFormat.V2 ? coins(in.get()) : version1Coins(scheme);
        try {
            Dealing dealing =
                    new Dealing(
                            format,
                            scheme,
                            coins,
                            new Threshold(k, n),
                            epoch,
                            object,
                            sharing,
                            new Chunk(chunkNumber, chunkCount),
                            (int) secretLength);
            if (format == ShareFormat.V2) {
                require(in.get() == dealing.sealBytes(), "seal length: not that of the scheme");
                require(in.getLong() == dealing.payloadBytes(), "payload length: does not fit");
            }
            return new Reading(new ShareHeader(dealing, x), tagged ? new TagKeyId(keyId) : null);
        } catch (IllegalArgumentException e) {
            throw new MalformedShareException("header: " + e.getMessage(), e);
        }
    }

    private static ShareFormat format(int magic) throws MalformedShareException {
        return Arrays.stream(ShareFormat.values())
                .filter(format -> format.magic() == magic)
                .findFirst()
                .orElseThrow(
                        () -> new MalformedShareException("magic: not a share of version 1 or 2"));
    }

    private static Scheme scheme(byte code, ShareFormat format) throws MalformedShareException {
        return Arrays.stream(Scheme.values())
                .filter(scheme -> scheme.code() == code)
                .filter(scheme -> format == ShareFormat.V2 || scheme.isShamir())
                .findFirst()
                .orElseThrow(() -> new MalformedShareException("scheme: unknown in this version"));
    }

    private static CoinOrigin coins(byte code) throws MalformedShareException {
        return Arrays.stream(CoinOrigin.values())
                .filter(origin -> origin.code() == code)
                .findFirst()
                .orElseThrow(() -> new MalformedShareException("coin origin: unknown"));
    }

    private static CoinOrigin version1Coins(Scheme scheme) {
        return scheme == Scheme.SHAMIR_ITS ? CoinOrigin.SUPPLIED : CoinOrigin.CIPHER;
    }

    private static void require(boolean holds, String refusal) throws MalformedShareException {
        if (!holds) {
            throw new MalformedShareException(refusal);
        }
    }
}
