package io.warifu.kernel.wire.share;

/**
 * HTTP header names of {@code PUT} and {@code GET /api/v1/shares/{objectId}}; the body is one share
 * as its codec wrote it, {@code application/octet-stream}.
 */
public final class ShareHeaders {

    /** {@code SiteId} of the institution whose object it is. */
    public static final String OWNER = "Warifu-Owner";

    /** An {@link ObjectKind}. */
    public static final String KIND = "Warifu-Kind";

    /** An {@link Audience}. */
    public static final String AUDIENCE = "Warifu-Audience";

    /** Random UUID that stands for one patient of the owner; absent for catalogue segments. */
    public static final String PSEUDONYM = "Warifu-Pseudonym";

    private ShareHeaders() {}
}
