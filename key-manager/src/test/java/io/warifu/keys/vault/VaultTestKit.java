package io.warifu.keys.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The real vault in a folder of a test. */
public final class VaultTestKit {

    private VaultTestKit() {}

    public static KeyVault vault(Path folder, InstantSource clock) {
        return new HourlyVault(keys(folder, clock), new SecureRandom());
    }

    public static SigningKey signingKey(Path folder) {
        MasterKey master = FileMasterKey.open(folder.resolve("master.key"), new SecureRandom());
        return SigningKey.open(folder.resolve("vault"), "audit", master);
    }

    static DataKeys keys(Path folder, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        MasterKey master = FileMasterKey.open(folder.resolve("master.key"), random);
        return new DataKeys(folder.resolve("vault"), master, random, clock);
    }
}
