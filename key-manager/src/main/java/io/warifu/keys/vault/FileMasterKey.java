package io.warifu.keys.vault;

import io.warifu.kernel.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Master key of 32 random bytes in a file that only its owner can read.
 *
 * <p>Limit: whoever reads this file, the vault directory and the database reads the keys; a PKCS#11
 * token keeps the first of the three out of reach.
 */
final class FileMasterKey implements MasterKey {

    private final SecretBytes key;
    private final SecureRandom random;

    private FileMasterKey(SecretBytes key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** Reads the file, or makes it where there is none. */
    static FileMasterKey open(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            PrivateFiles.requirePrivate(file);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != AesGcm.KEY_BYTES) {
                Arrays.fill(bytes, (byte) 0);
                throw new IllegalStateException(
                        "the master key file " + file + " does not hold 32 bytes");
            }
            return new FileMasterKey(SecretBytes.takeFrom(bytes), random);
        } catch (IOException e) {
            throw new UncheckedIOException("the master key file " + file + " cannot be read", e);
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] fresh = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(fresh);
        try {
            PrivateFiles.create(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // Another instance made it at the same moment; its key counts.
            return;
        } finally {
            Arrays.fill(fresh, (byte) 0);
        }
    }

    @Override
    public byte[] wrap(byte[] dataKey, AssociatedData about) {
        return key.use(bytes -> AesGcm.seal(bytes, dataKey, about.bytes(), random));
    }

    @Override
    public byte[] unwrap(byte[] wrapped, AssociatedData about) {
        return key.use(bytes -> AesGcm.open(bytes, wrapped, about.bytes()));
    }
}
