package io.warifu.keys.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * An Ed25519 key of the site (RFC 8032) that lies wrapped in the vault directory, its public half
 * beside it for whoever wants to verify.
 */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads the key of this name, or makes it where there is none. */
    static SigningKey open(Path directory, String name, MasterKey master) {
        Path file = directory.resolve(name + ".signing-key");
        AssociatedData about = AssociatedData.of("signing-key", name);
        try {
            if (!Files.exists(file)) {
                make(directory, name, file, master, about);
            }
            byte[] encoded = master.unwrap(Files.readAllBytes(file), about);
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Arrays.fill(encoded, (byte) 0);
            byte[] open = Files.readAllBytes(publicFile(directory, name));
            return new SigningKey(privateKey, factory.generatePublic(new X509EncodedKeySpec(open)));
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key " + file + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key " + file + " is no Ed25519 key", e);
        }
    }

    private static void make(
            Path directory, String name, Path file, MasterKey master, AssociatedData about)
            throws IOException, GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        byte[] encoded = pair.getPrivate().getEncoded();
        try {
            // The public half first: a private key that is there has one beside it.
            PrivateFiles.create(publicFile(directory, name), pair.getPublic().getEncoded());
            PrivateFiles.create(file, master.wrap(encoded, about));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(
                    "another instance makes the signing key " + name + "; start again", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static Path publicFile(Path directory, String name) {
        return directory.resolve(name + ".public-key");
    }

    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has Ed25519", e);
        }
    }

    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of a wrong form is a wrong signature.
            return false;
        }
    }
}
