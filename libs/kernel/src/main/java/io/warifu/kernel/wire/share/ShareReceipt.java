package io.warifu.kernel.wire.share;

import java.nio.charset.StandardCharsets;

/**
 * A share server's word that it has committed one share to its database.
 *
 * @param objectId the object, in UUID form
 * @param site the server's site
 * @param sha256 of the stored share, header and payload, 64 lower-case hexadecimal digits
 * @param storedAt when it was committed, ISO-8601 instant in UTC
 * @param signature Ed25519 over {@link #signedText()}, base64
 */
public record ShareReceipt(
        String objectId, String site, String sha256, String storedAt, String signature) {

    /** The bytes under the signature: all other members in order, each ended by a line feed. */
    public byte[] signedText() {
        return signedText(objectId, site, sha256, storedAt);
    }

    public static byte[] signedText(String objectId, String site, String sha256, String storedAt) {
        return ("warifu-share-receipt-1\n"
                        + objectId
                        + "\n"
                        + site
                        + "\n"
                        + sha256
                        + "\n"
                        + storedAt
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
