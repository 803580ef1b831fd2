package io.warifu.keys.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the vault, under {@code warifu.key-manager.vault}: the directory, and one of master
 * key file and token.
 *
 * @param directory of the hourly data keys; outside the database and its backups, shared by all
 *     instances of a site
 * @param masterKeyFile 32 bytes, mode 0600; made where there is none
 * @param pkcs11 token that holds the master key and never gives it away
 */
public record VaultProperties(
        Path directory, @Nullable Path masterKeyFile, @Nullable Pkcs11 pkcs11) {

    public VaultProperties {
        require(directory != null, "directory is needed");
        require(
                (masterKeyFile == null) != (pkcs11 == null),
                "one of master-key-file and pkcs11 is needed, not both");
    }

    /**
     * A PKCS#11 token.
     *
     * @param library of the token's maker, an absolute path
     * @param slotListIndex which of the library's slots, from 0
     * @param keyLabel of an AES-256 key; made where there is none
     * @param pinFile the user PIN in one line, mode 0600
     */
    public record Pkcs11(
            Path library,
            @DefaultValue("0") int slotListIndex,
            @DefaultValue("warifu-key-manager") String keyLabel,
            Path pinFile) {

        public Pkcs11 {
            require(
                    library != null && pinFile != null,
                    "pkcs11.library and pkcs11.pin-file are needed");
            require(library.isAbsolute(), "pkcs11.library is an absolute path");
            require(
                    library.toString()
                            .chars()
                            .noneMatch(c -> Character.isISOControl(c) || c == '$'),
                    "pkcs11.library has a character that the Java platform would interpret");
            require(slotListIndex >= 0, "pkcs11.slot-list-index is at least 0");
            require(!keyLabel.isBlank(), "pkcs11.key-label is not blank");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("warifu.key-manager.vault: " + rule);
        }
    }
}
