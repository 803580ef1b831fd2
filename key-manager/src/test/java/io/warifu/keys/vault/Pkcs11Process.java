package io.warifu.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** One life of a process that has its master key in a token; fails by an exception. */
final class Pkcs11Process {

    private static final byte[] DATA_KEY =
            "a data key that has 32 bytes ...".getBytes(StandardCharsets.UTF_8);
    private static final AssociatedData ABOUT = AssociatedData.of("test", "a");

    private Pkcs11Process() {}

    public static void main(String[] args) throws IOException {
        var token = new VaultProperties.Pkcs11(Path.of(args[1]), 0, args[2], Path.of(args[3]));
        MasterKey master = Pkcs11MasterKey.open(token, new SecureRandom());
        Path file = Path.of(args[4]);
        if (args[0].equals("wrap")) {
            Files.write(file, master.wrap(DATA_KEY, ABOUT));
            return;
        }
        byte[] wrapped = Files.readAllBytes(file);
        assertThat(master.unwrap(wrapped, ABOUT)).isEqualTo(DATA_KEY);
        assertThatThrownBy(() -> master.unwrap(wrapped, AssociatedData.of("test", "b")))
                .isInstanceOf(VaultException.class);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] altered = wrapped.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> master.unwrap(altered, ABOUT))
                    .isInstanceOf(VaultException.class);
        }
    }
}
