package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;

/**
 * What all shares of one dealing have in common; two shares may be combined only if they agree in
 * every member.
 *
 * @param format version of the share format
 * @param scheme how it was shared
 * @param coins where the random bytes came from
 * @param threshold k and n
 * @param epoch raised by each refresh, 0 for the first dealing
 * @param object what was shared
 * @param sharing this dealing's own name
 * @param chunk which piece of the object
 * @param secretLengthBytes length of the secret
 */
public record Dealing(
        ShareFormat format,
        Scheme scheme,
        CoinOrigin coins,
        Threshold threshold,
        int epoch,
        ObjectId object,
        SharingId sharing,
        Chunk chunk,
        int secretLengthBytes) {

    public Dealing {
        if (!scheme.allows(coins)) {
            throw new IllegalArgumentException("no dealing by " + scheme + " has coins " + coins);
        }
        if (format == ShareFormat.V1 && !scheme.isShamir()) {
            throw new IllegalArgumentException("the scheme " + scheme + " is of version 2");
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is not negative");
        }
        int most = ShareCodec.MAX_SHARE_BYTES - format.overheadBytes();
        if (secretLengthBytes < 0 || secretLengthBytes > most) {
            throw new IllegalArgumentException("a secret has 0 to " + most + " bytes");
        }
    }

    /** A first dealing in the present format. */
    static Dealing first(
            Scheme scheme,
            CoinOrigin coins,
            Threshold threshold,
            ObjectId object,
            SharingId sharing,
            Chunk chunk,
            int secretLengthBytes) {
        return new Dealing(
                ShareFormat.V2,
                scheme,
                coins,
                threshold,
                0,
                object,
                sharing,
                chunk,
                secretLengthBytes);
    }

    /** The same dealing after a refresh or redistribution. */
    public Dealing among(Threshold newThreshold, int newEpoch) {
        return new Dealing(
                format,
                scheme,
                coins,
                newThreshold,
                newEpoch,
                object,
                sharing,
                chunk,
                secretLengthBytes);
    }

    /** Length of each share's payload. */
    public int payloadBytes() {
        return switch (scheme) {
            case SHAMIR_ITS, SHAMIR_PRG -> secretLengthBytes;
            case SSMS -> KrawczykSharing.payloadBytes(secretLengthBytes, threshold.k());
            case AONT_RS -> AontRsSharing.payloadBytes(secretLengthBytes, threshold.k());
        };
    }

    /** Length of each share's seal; the other schemes carry theirs inside the ciphertext. */
    int sealBytes() {
        return format == ShareFormat.V2 && scheme.isShamir() ? Seal.BYTES : 0;
    }

    /** Values of polynomials of degree below k in each share: its seal and its payload. */
    int laneBytes() {
        return sealBytes() + payloadBytes();
    }
}
