package io.warifu.keys.hybrid;

import io.warifu.kernel.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * How an epoch's secret goes into a key: HKDF-SHA-384 (RFC 5869), salted with the hash of the
 * epoch's transcript, and with everything the key belongs to in {@code info}.
 *
 * <p>Guarantee: {@link #mask} XORed with a relayed key is secret if either the links or ML-KEM-1024
 * hold, and information-theoretically so if the links do. {@link #derive} concatenates the two
 * secrets before the extraction (NIST SP 800-56C r2, ETSI TS 103 744 CatKDF); it is secret if
 * either holds, but only computationally. Limit: a mask does not detect alteration; that is the
 * part of the relay's one-time tags.
 */
final class KeyMixer {

    static final int MAX_MASK_BITS = 512;

    private static final String HKDF = "HKDF-SHA384";
    private static final String MASK = "warifu-hybrid/1 mask";
    private static final String KEY = "warifu-hybrid/1 key";
    private static final String CONFIRMATION = "warifu-hybrid/1 confirmation";
    private static final int CONFIRMATION_BYTES = 32;

    private KeyMixer() {}

    static SecretBytes mask(HybridEpoch epoch, HybridContext context) {
        if (context.sizeBits() > MAX_MASK_BITS) {
            throw new IllegalArgumentException("a mask has at most " + MAX_MASK_BITS + " bits");
        }
        return epoch.secret()
                .use(secret ->
                        SecretBytes.takeFrom(
                                hkdf(
                                        epoch,
                                        secret,
                                        info(MASK, epoch, context),
                                        context.sizeBits() / 8)));
    }

    static SecretBytes derive(HybridEpoch epoch, HybridContext context, SecretBytes relayed) {
        if (context.sizeBits() <= MAX_MASK_BITS || relayed.lengthBits() != context.sizeBits()) {
            throw new IllegalArgumentException("a derived key is as long as the relayed one");
        }
        return epoch.secret()
                .use(secret ->
                        relayed.use(key -> {
                            byte[] both = Arrays.copyOf(secret, secret.length + key.length);
                            System.arraycopy(key, 0, both, secret.length, key.length);
                            try {
                                return SecretBytes.takeFrom(
                                        hkdf(epoch, both, info(KEY, epoch, context), key.length));
                            } finally {
                                Arrays.fill(both, (byte) 0);
                            }
                        }));
    }

    /** Shows that its maker has the epoch's secret, and tells nothing of it. */
    static byte[] confirmation(HybridEpoch epoch) {
        byte[] info = LengthPrefixed.of(CONFIRMATION).add(epoch.id()).toBytes();
        return epoch.secret().use(secret -> hkdf(epoch, secret, info, CONFIRMATION_BYTES));
    }

    static byte[] info(String label, HybridEpoch epoch, HybridContext context) {
        LengthPrefixed fields = LengthPrefixed.of(label).add(epoch.id());
        context.writeTo(fields);
        return fields.toBytes();
    }

    private static byte[] hkdf(HybridEpoch epoch, byte[] secret, byte[] info, int lengthBytes) {
        try {
            return KDF.getInstance(HKDF)
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addSalt(epoch.transcript())
                                    .addIKM(secret)
                                    .thenExpand(info, lengthBytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF-SHA384", e);
        }
    }
}
