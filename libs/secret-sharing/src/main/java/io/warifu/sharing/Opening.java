package io.warifu.sharing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** From exactly k rows of lanes to the secret, by scheme. */
final class Opening {

    private Opening() {}

    /** Whether a secret that was opened is proved right by what the shares carry. */
    static boolean proves(Dealing dealing) {
        return dealing.format() != ShareFormat.V1;
    }

    /** The secret, or null if the shares carry a proof and it does not fit. */
    static byte @Nullable [] open(Dealing dealing, Codewords rows) {
        return switch (dealing.scheme()) {
            case SHAMIR_ITS, SHAMIR_PRG -> openShamir(dealing, rows);
            case SSMS -> KrawczykSharing.open(dealing, rows);
            case AONT_RS -> AontRsSharing.open(dealing, rows);
        };
    }

    private static byte @Nullable [] openShamir(Dealing dealing, Codewords rows) {
        int sealBytes = dealing.sealBytes();
        byte[] seal = new byte[sealBytes];
        byte[] secret = new byte[dealing.secretLengthBytes()];
        rows.valueAt(0, 0, seal, 0, sealBytes);
        rows.valueAt(0, sealBytes, secret, 0, secret.length);
        boolean right = sealBytes == 0 || Seal.fits(seal, dealing, secret);
        Arrays.fill(seal, (byte) 0);
        if (!right) {
            Arrays.fill(secret, (byte) 0);
            return null;
        }
        return secret;
    }
}
