package io.warifu.sharing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Coins from an AES-256-CTR key stream under a random key: a hundred times faster than {@link
 * SecureRandom}, which would otherwise set the pace of every split.
 *
 * <p>Guarantee: the sharing is secret as long as AES-256 is not broken and the seed is good, hence
 * {@link CoinOrigin#CIPHER}. The key is replaced after every {@link #RESEED_BYTES}, so a stolen
 * memory image opens only the dealings since then.
 */
public final class AesCtrCoins implements CoinSource {

    /** One cipher call. The JDK compiles the fast path by the number of calls, not by bytes. */
    private static final int CALL_BYTES = 64 << 10;

    private static final int RESEED_BYTES = 64 << 20;
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;
    private static final byte[] ZEROS = new byte[CALL_BYTES];

    private final SecureRandom seed;
    private final Cipher cipher;
    private int leftBytes;

    public AesCtrCoins(SecureRandom seed) {
        this.seed = seed;
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES-CTR", e);
        }
    }

    @Override
    public synchronized void fill(byte[] target, int lengthBytes) {
        try {
            int done = 0;
            while (done < lengthBytes) {
                if (leftBytes == 0) {
                    reseed();
                }
                int part = Math.min(Math.min(lengthBytes - done, CALL_BYTES), leftBytes);
                int written = cipher.update(ZEROS, 0, part, target, done);
                if (written != part) {
                    throw new IllegalStateException("the key stream came short");
                }
                done += part;
                leftBytes -= part;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused to run", e);
        }
    }

    @Override
    public CoinOrigin origin() {
        return CoinOrigin.CIPHER;
    }

    private void reseed() throws GeneralSecurityException {
        byte[] key = new byte[KEY_BYTES];
        byte[] counter = new byte[BLOCK_BYTES];
        seed.nextBytes(key);
        seed.nextBytes(counter);
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
        Arrays.fill(key, (byte) 0);
        leftBytes = RESEED_BYTES;
    }
}
