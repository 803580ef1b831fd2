package io.warifu.keys.vault;

import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals with the data key of the present hour.
 *
 * <p>Sealed form: version (1 byte, 1), hour since 1970 (4 bytes, big-endian), nonce (12),
 * AES-256-GCM ciphertext, tag (16). Version and hour are authenticated with what the secret is
 * about.
 */
final class HourlyVault implements KeyVault {

    static final byte VERSION = 1;
    static final int HEADER_BYTES = 5;

    private final DataKeys keys;
    private final SecureRandom random;

    HourlyVault(DataKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public byte[] seal(SecretBytes secret, AssociatedData about) {
        int hour = keys.currentHour();
        byte[] header = header(hour);
        byte[] body =
                keys.toSeal(hour)
                        .use(key ->
                                secret.use(plain ->
                                        AesGcm.seal(
                                                key, plain, associated(header, about), random)));
        byte[] sealed = Arrays.copyOf(header, HEADER_BYTES + body.length);
        System.arraycopy(body, 0, sealed, HEADER_BYTES, body.length);
        return sealed;
    }

    @Override
    public SecretBytes open(byte[] sealed, AssociatedData about) {
        if (sealed.length < HEADER_BYTES || sealed[0] != VERSION) {
            throw new VaultException(
                    VaultException.Reason.ALTERED, "a sealed secret has an unknown form");
        }
        byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, HEADER_BYTES, sealed.length);
        int hour = ByteBuffer.wrap(header).getInt(1);
        return keys.toOpen(hour)
                .use(key ->
                        SecretBytes.takeFrom(AesGcm.open(key, body, associated(header, about))));
    }

    private static byte[] header(int hour) {
        return ByteBuffer.allocate(HEADER_BYTES).put(VERSION).putInt(hour).array();
    }

    private static byte[] associated(byte[] header, AssociatedData about) {
        byte[] words = about.bytes();
        byte[] all = Arrays.copyOf(header, HEADER_BYTES + words.length);
        System.arraycopy(words, 0, all, HEADER_BYTES, words.length);
        return all;
    }
}
