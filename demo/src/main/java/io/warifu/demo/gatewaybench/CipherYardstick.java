package io.warifu.demo.gatewaybench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What AES-256-GCM alone costs on this processor with the JDK's cipher, in records of 64 KiB: it
 * differs by a factor of six between processors with and without AVX-512, and no gateway can be
 * cheaper than a plain relay and the cipher together.
 */
final class CipherYardstick {

    private static final int RECORD_BYTES = 64 * 1024;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double RECORDS_PER_GIBIBYTE = (1 << 30) / (double) RECORD_BYTES;

    private CipherYardstick() {}

    /** Seconds to seal and open 1 GiB, one thread. */
    static double secondsPerGibibyte() {
        try {
            var _ = secondsPerRecord(WARM_UP_NANOS);
            return secondsPerRecord(MEASURE_NANOS) * RECORDS_PER_GIBIBYTE;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    private static double secondsPerRecord(long nanos) throws GeneralSecurityException {
        Cipher sealer = Cipher.getInstance("AES/GCM/NoPadding");
        Cipher opener = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
        byte[] plain = new byte[RECORD_BYTES];
        byte[] sealed = new byte[RECORD_BYTES + TAG_BITS / Byte.SIZE];
        byte[] opened = new byte[sealed.length];
        long records = 0;
        long started = System.nanoTime();
        long now = started;
        while (now - started < nanos) {
            byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(now).array();
            GCMParameterSpec spec = new GCMParameterSpec(TAG_BITS, nonce);
            sealer.init(Cipher.ENCRYPT_MODE, key, spec);
            int length = sealer.doFinal(plain, 0, plain.length, sealed, 0);
            opener.init(Cipher.DECRYPT_MODE, key, spec);
            var _ = opener.doFinal(sealed, 0, length, opened, 0);
            records++;
            now = System.nanoTime();
        }
        return (now - started) / 1e9 / records;
    }
}
