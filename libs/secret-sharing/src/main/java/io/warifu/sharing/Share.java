package io.warifu.sharing;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One share: its header, its seal if it has one, and its payload. Seal and payload together are its
 * <em>lanes</em>: byte i of all shares' lanes lies on one polynomial of degree below k.
 *
 * <p>Guarantee: fewer than k shares of a dealing tell what {@link Scheme#promise()} says;
 * immutable. Limit: nothing here proves that the lanes are what the dealer made; {@link
 * CombineOutcome} and {@link OneTimeMac} tell. A payload is never printed, since k printed ones are
 * the secret.
 */
public final class Share {

    private final ShareHeader header;
    private final @Nullable OneTimeTag tag;
    private final byte[] lanes;

    private Share(ShareHeader header, @Nullable OneTimeTag tag, byte[] lanes) {
        int expected = header.dealing().laneBytes();
        if (lanes.length != expected) {
            throw new IllegalArgumentException(
                    "the header tells of " + expected + " bytes, not " + lanes.length);
        }
        if (tag != null && header.dealing().format() == ShareFormat.V1) {
            throw new IllegalArgumentException("a share of version 1 has no tag");
        }
        this.header = header;
        this.tag = tag;
        this.lanes = lanes;
    }

    /** Copies {@code lanes}: seal, if the dealing has one, and payload. */
    public static Share of(ShareHeader header, byte[] lanes) {
        return new Share(header, null, lanes.clone());
    }

    /** Keeps {@code lanes} itself, which nobody else may hold. */
    static Share owning(ShareHeader header, byte[] lanes) {
        return new Share(header, null, lanes);
    }

    Share with(@Nullable OneTimeTag newTag) {
        return new Share(header, newTag, lanes);
    }

    public ShareHeader header() {
        return header;
    }

    public int x() {
        return header.x();
    }

    public Dealing dealing() {
        return header.dealing();
    }

    /** The tag, if the dealer put one on; whether it is right is another question. */
    public Optional<OneTimeTag> tag() {
        return Optional.ofNullable(tag);
    }

    /** A copy of the payload; with Shamir byte for byte what libgfshare keeps in a share file. */
    public byte[] payload() {
        return Arrays.copyOfRange(lanes, dealing().sealBytes(), lanes.length);
    }

    /** A copy of seal and payload, for the arithmetic of the servers' protocols. */
    public byte[] copyOfLanes() {
        return lanes.clone();
    }

    /** Seal and payload themselves, for reading only. */
    byte[] lanes() {
        return lanes;
    }

    @Override
    public String toString() {
        return "Share[" + header.dealing().object() + ", x=" + x() + "]";
    }
}
