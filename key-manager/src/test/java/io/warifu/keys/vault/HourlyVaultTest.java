package io.warifu.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault on a real file system, with a clock that the test moves. */
final class HourlyVaultTest {

    private static final AssociatedData ABOUT = AssociatedData.of("test", "a", "b");
    private static final Instant START = Instant.parse("2026-11-26T10:59:00Z");

    @TempDir private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void opensWhatItSealedAlsoAfterARestart() {
        byte[] sealed = vault().seal(secret(), ABOUT);

        assertThat(vault().open(sealed, ABOUT).sameAs(secret())).isTrue();
    }

    @Test
    void refusesEveryChangedByteAndEveryOtherContext() {
        byte[] sealed = vault().seal(secret(), ABOUT);
        KeyVault vault = vault();

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open(changed, ABOUT)).isInstanceOf(VaultException.class);
        }
        for (AssociatedData other :
                List.of(
                        AssociatedData.of("test", "ab", ""),
                        AssociatedData.of("test", "a"),
                        AssociatedData.of("other", "a", "b"))) {
            assertThatThrownBy(() -> vault.open(sealed, other)).isInstanceOf(VaultException.class);
        }
    }

    @Test
    void destroysAnHourWhenNothingInItIsAlive() throws IOException {
        KeyVault vault = vault();
        DataKeys keys = VaultTestKit.keys(folder, now::get);
        byte[] early = vault.seal(secret(), ABOUT);
        AtomicReference<Optional<Instant>> oldest = new AtomicReference<>(Optional.of(START));
        DataKeyTask task = new DataKeyTask(keys, List.of(oldest::get), now::get);
        now.set(START.plusSeconds(3 * 3600));
        byte[] late = vault.seal(secret(), ABOUT);

        assertThat(task.destroyUnused()).as("a key of the hour is alive").isEmpty();
        oldest.set(Optional.empty());
        assertThat(task.destroyUnused()).containsExactly(DataKeys.hourOf(START));

        assertThatThrownBy(() -> vault().open(early, ABOUT))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.DATA_KEY_GONE));
        assertThat(vault().open(late, ABOUT).sameAs(secret())).isTrue();
    }

    @Test
    void usesOneDataKeyForAllInstancesThatStartAtOnce() {
        List<byte[]> sealed = Parallel.run(16, () -> vault().seal(secret(), ABOUT));

        KeyVault vault = vault();
        assertThat(sealed).allMatch(bytes -> vault.open(bytes, ABOUT).sameAs(secret()));
    }

    @Test
    void refusesAMasterKeyThatOthersCanReadOrThatIsNotTheOne() throws IOException {
        byte[] sealed = vault().seal(secret(), ABOUT);
        Path master = folder.resolve("master.key");
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::vault).hasMessageContaining("set its mode to 600");

        Files.delete(master);
        assertThatThrownBy(() -> vault().open(sealed, ABOUT)).isInstanceOf(VaultException.class);
    }

    private KeyVault vault() {
        return VaultTestKit.vault(folder, now::get);
    }

    private static SecretBytes secret() {
        return SecretBytes.copyOf(new byte[] {1, 2, 3, 4, 5});
    }
}
