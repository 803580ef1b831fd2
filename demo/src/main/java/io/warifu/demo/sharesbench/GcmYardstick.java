package io.warifu.demo.sharesbench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The platform's AES-256-GCM on 64 KiB, cipher and arrays kept, a fresh nonce each time. */
final class GcmYardstick {

    static final int BYTES = 64 << 10;

    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private final byte[] plain = new byte[BYTES];
    private final byte[] out = new byte[BYTES + 16];
    private long nonce;

    GcmYardstick() throws GeneralSecurityException {}

    long run() throws GeneralSecurityException {
        nonce++;
        byte[] iv = ByteBuffer.allocate(12).putLong(4, nonce).array();
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        return cipher.doFinal(plain, 0, BYTES, out, 0) + out[BYTES];
    }
}
