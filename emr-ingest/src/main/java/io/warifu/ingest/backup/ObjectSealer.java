package io.warifu.ingest.backup;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.CatalogueCodec;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PackCodec;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.ShareCodec;
import io.warifu.sharing.Threshold;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Splits packs and catalogue segments into shares, and wipes what it has split. */
public final class ObjectSealer {

    // There is no consent engine yet, so everything is for the federation; once there is one, the
    // audience of an object follows from what its patient allows.
    private static final Audience AUDIENCE = Audience.FEDERATION;

    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final ShamirSharing sharing;
    private final Threshold threshold;
    private final Pseudonyms pseudonyms;
    private final SecureRandom random;

    public ObjectSealer(
            ShamirSharing sharing,
            Threshold threshold,
            Pseudonyms pseudonyms,
            SecureRandom random) {
        this.sharing = sharing;
        this.threshold = threshold;
        this.pseudonyms = pseudonyms;
        this.random = random;
    }

    /** A fresh random name: 122 bits from {@code random}, in the form of a version 4 UUID. */
    public ObjectId newObjectId() {
        byte[] bytes = new byte[ObjectId.BYTES];
        random.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = (buffer.getLong() & VERSION_MASK) | VERSION_4;
        long low = (buffer.getLong() & VARIANT_MASK) | VARIANT;
        return new ObjectId(new UUID(high, low));
    }

    public SealedObject seal(ObjectId id, Pack pack) {
        return split(
                id, ObjectKind.RECORD, pseudonyms.of(pack.patientId()), PackCodec.encode(pack));
    }

    public SealedObject seal(CatalogueSegment segment) {
        return split(newObjectId(), ObjectKind.CATALOGUE, null, CatalogueCodec.encode(segment));
    }

    private SealedObject split(
            ObjectId id, ObjectKind kind, @Nullable UUID pseudonym, byte[] parcel) {
        try {
            List<byte[]> shares =
                    sharing.split(parcel, threshold, id).stream().map(ShareCodec::encode).toList();
            return new SealedObject(id, kind, AUDIENCE, pseudonym, shares);
        } finally {
            Arrays.fill(parcel, (byte) 0);
        }
    }
}
