package io.warifu.keys.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Master key in a PKCS#11 token, through the platform's SunPKCS11 provider.
 *
 * <p>Guarantee: the key is made in the token as sensitive and not extractable, and a key that the
 * token would hand out is refused; what it wraps has the form of {@link AesGcm}. Assumption: the
 * token offers CKM_AES_GCM. Limits: a token that goes away fails each opening of a data key, once
 * an hour, until the restart; two instances must not make the key at the same moment, so the first
 * start is one instance's.
 */
final class Pkcs11MasterKey implements MasterKey {

    private static final String AES = "AES";

    private final Provider provider;
    private final SecretKey key;
    private final SecureRandom random;

    private Pkcs11MasterKey(Provider provider, SecretKey key, SecureRandom random) {
        this.provider = provider;
        this.key = key;
        this.random = random;
    }

    /** Logs in, and finds the key or makes it where there is none. */
    static Pkcs11MasterKey open(VaultProperties.Pkcs11 token, SecureRandom random) {
        Provider provider = provider(token);
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            char[] pin = pin(token.pinFile());
            try {
                store.load(null, pin);
            } finally {
                Arrays.fill(pin, '\0');
            }
            if (!store.containsAlias(token.keyLabel())) {
                KeyGenerator generator = KeyGenerator.getInstance(AES, provider);
                generator.init(8 * AesGcm.KEY_BYTES);
                store.setKeyEntry(token.keyLabel(), generator.generateKey(), null, null);
            }
            return new Pkcs11MasterKey(provider, find(store, token.keyLabel()), random);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the PKCS#11 token of " + token.library() + " did not accept the PIN", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the PKCS#11 token of " + token.library() + " cannot be used", e);
        }
    }

    private static SecretKey find(KeyStore store, String label) throws GeneralSecurityException {
        if (store.getKey(label, null) instanceof SecretKey found
                && found.getAlgorithm().equals(AES)) {
            byte[] encoded = found.getEncoded();
            if (encoded == null) {
                return found;
            }
            Arrays.fill(encoded, (byte) 0);
            throw new IllegalStateException(
                    "the token's key " + label + " is extractable; a master key must not be");
        }
        throw new IllegalStateException("the token's entry " + label + " is no AES key");
    }

    private static Provider provider(VaultProperties.Pkcs11 token) {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new IllegalStateException("this Java platform lacks the module cryptoki");
        }
        // Two dashes: what follows is the configuration itself, not the name of a file.
        return template.configure(
                """
                --name = warifu
                library = %s
                slotListIndex = %d
                attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_TOKEN = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                }
                """
                        .formatted(token.library(), token.slotListIndex()));
    }

    private static char[] pin(Path file) throws IOException {
        PrivateFiles.requirePrivate(file);
        byte[] bytes = Files.readAllBytes(file);
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        int length = text.length();
        while (length > 0 && Character.isWhitespace(text.charAt(length - 1))) {
            length--;
        }
        char[] pin = new char[length];
        text.get(pin);
        Arrays.fill(text.array(), '\0');
        return pin;
    }

    @Override
    public byte[] wrap(byte[] dataKey, AssociatedData about) {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(dataKey);
            byte[] wrapped = Arrays.copyOf(nonce, nonce.length + body.length);
            System.arraycopy(body, 0, wrapped, nonce.length, body.length);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the PKCS#11 token could not wrap a data key", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, AssociatedData about) {
        if (wrapped.length < AesGcm.NONCE_BYTES + AesGcm.TAG_BYTES) {
            throw new VaultException(VaultException.Reason.ALTERED, "a wrapped key is too short");
        }
        try {
            byte[] nonce = Arrays.copyOf(wrapped, AesGcm.NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, about)
                    .doFinal(wrapped, nonce.length, wrapped.length - nonce.length);
        } catch (AEADBadTagException e) {
            throw new VaultException(
                    VaultException.Reason.ALTERED,
                    "a wrapped key was altered, or another master key wrapped it",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the PKCS#11 token could not open a data key", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, AssociatedData about)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, key, new GCMParameterSpec(8 * AesGcm.TAG_BYTES, nonce));
        cipher.updateAAD(about.bytes());
        return cipher;
    }
}
