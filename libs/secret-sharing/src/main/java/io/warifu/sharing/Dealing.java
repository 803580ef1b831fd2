package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;

/**
 * What all shares of one dealing have in common; two shares may be combined only if they agree in
 * every member.
 *
 * @param scheme one that is not merely reserved
 * @param threshold k and n
 * @param epoch raised by each refresh, 0 for the first dealing
 * @param object what was shared
 * @param sharing this dealing's own name
 * @param chunk which piece of the object
 * @param secretLengthBytes length of the secret, and with Shamir of each payload
 */
public record Dealing(
        Scheme scheme,
        Threshold threshold,
        int epoch,
        ObjectId object,
        SharingId sharing,
        Chunk chunk,
        int secretLengthBytes) {

    public Dealing {
        if (!scheme.isShamir()) {
            throw new IllegalArgumentException("the scheme " + scheme + " is reserved");
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is not negative");
        }
        if (secretLengthBytes < 0 || secretLengthBytes > ShareCodec.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a secret has 0 to " + ShareCodec.MAX_PAYLOAD_BYTES + " bytes");
        }
    }
}
