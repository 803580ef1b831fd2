package io.warifu.sharing;

/**
 * One share: its header, and one value per byte of the secret.
 *
 * <p>Guarantee: fewer than k shares of a dealing tell nothing about the secret; immutable. Limit:
 * nothing here proves that the payload is what the dealer made. A payload is never printed, since k
 * printed ones are the secret.
 */
public final class Share {

    private final ShareHeader header;
    private final byte[] payload;

    private Share(ShareHeader header, byte[] payload) {
        int expected = header.dealing().secretLengthBytes();
        if (payload.length != expected) {
            throw new IllegalArgumentException(
                    "the header tells of " + expected + " bytes, not " + payload.length);
        }
        this.header = header;
        this.payload = payload;
    }

    /** Copies {@code payload}. */
    public static Share of(ShareHeader header, byte[] payload) {
        return new Share(header, payload.clone());
    }

    /** Keeps {@code payload} itself, which nobody else may hold. */
    static Share owning(ShareHeader header, byte[] payload) {
        return new Share(header, payload);
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

    /** A copy of the raw values, byte for byte what libgfshare keeps in a share file. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The values themselves, for reading only. */
    byte[] values() {
        return payload;
    }

    @Override
    public String toString() {
        return "Share[" + header.dealing().object() + ", x=" + x() + "]";
    }
}
