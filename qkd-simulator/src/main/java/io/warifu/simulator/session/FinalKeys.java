package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.distill.ToeplitzHash;

/** The last step of both ends: corrected bits become secret bytes. */
final class FinalKeys {

    private FinalKeys() {}

    static SecretBytes amplified(BitString key, int secretBits, BitString seed) {
        BitString secret = ToeplitzHash.of(key, secretBits, seed);
        try {
            return SecretBytes.takeFrom(secret.toBytes());
        } finally {
            secret.wipe();
        }
    }
}
