package io.warifu.keys.vault;

import io.warifu.kernel.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A vault with one data key that lives as long as the test. */
public final class SealForTests implements KeyVault {

    private static final int NONCE_BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    public SealForTests() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    @Override
    public byte[] seal(SecretBytes secret, AssociatedData about) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return secret.use(bytes -> {
            try {
                byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(bytes);
                byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
                System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
                return all;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public SecretBytes open(byte[] sealed, AssociatedData about) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return SecretBytes.takeFrom(
                    cipher(Cipher.DECRYPT_MODE, nonce, about)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new VaultException(VaultException.Reason.ALTERED, "does not open", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, AssociatedData about)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(about.bytes());
        return cipher;
    }
}
