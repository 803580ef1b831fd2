package io.warifu.sharing;

/** The versions of the share format. New shares are made in the last one; all can be read. */
public enum ShareFormat {
    /** Magic {@code WSH1}: Shamir only, nothing but the values. */
    V1(0x57534831, 78),
    /** Magic {@code WSH2}: all schemes, coin origin, seal, one-time tag. */
    V2(0x57534832, 88);

    private final int magic;
    private final int headerBytes;

    ShareFormat(int magic, int headerBytes) {
        this.magic = magic;
        this.headerBytes = headerBytes;
    }

    int magic() {
        return magic;
    }

    /** Length of the header; with version 2, seal and tag follow it before the payload. */
    public int headerBytes() {
        return headerBytes;
    }

    /** Bytes of a share that are no payload, at most. */
    int overheadBytes() {
        return switch (this) {
            case V1 -> headerBytes;
            case V2 -> headerBytes + Seal.BYTES + OneTimeTag.BYTES;
        };
    }
}
