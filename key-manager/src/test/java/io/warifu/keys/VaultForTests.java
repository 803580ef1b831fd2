package io.warifu.keys;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.vault.AssociatedData;
import io.warifu.keys.vault.KeyVault;
import io.warifu.keys.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under one key in memory; losing the key is one call. */
public final class VaultForTests implements KeyVault {

    private static final int NONCE_BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private byte[] key = random.generateSeed(32);

    /** What was sealed so far cannot be opened any more. */
    public synchronized void loseKey() {
        key = random.generateSeed(32);
    }

    @Override
    public synchronized byte[] seal(SecretBytes secret, AssociatedData about) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] body = secret.use(bytes -> run(Cipher.ENCRYPT_MODE, nonce, bytes, about));
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
        System.arraycopy(body, 0, sealed, NONCE_BYTES, body.length);
        return sealed;
    }

    @Override
    public synchronized SecretBytes open(byte[] sealed, AssociatedData about) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return SecretBytes.takeFrom(run(Cipher.DECRYPT_MODE, nonce, body, about));
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes, AssociatedData about) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(about.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new VaultException(VaultException.Reason.ALTERED, "it does not open", e);
        }
    }
}
