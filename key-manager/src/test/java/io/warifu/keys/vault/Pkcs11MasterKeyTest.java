package io.warifu.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The master key in a SoftHSM token. Each step is a process of its own: the library finds its
 * tokens by an environment variable, and a restart is what matters.
 */
final class Pkcs11MasterKeyTest {

    private static final List<Path> LIBRARIES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));
    private static final Path TOOL = Path.of("/usr/bin/softhsm2-util");
    private static final String PIN = "5678";
    private static final long STEP_SECONDS = 120;

    @TempDir private Path folder;

    private Path library = Path.of("none");

    @BeforeEach
    void makeToken() throws Exception {
        library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(library);
        assumeTrue(
                Files.exists(library) && Files.isExecutable(TOOL),
                "SoftHSM is not installed here (package softhsm2): PKCS#11 was not tested");
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens") + "\n");
        pinFile(PIN);
        List<String> init = new ArrayList<>(List.of(TOOL.toString(), "--init-token", "--free"));
        init.addAll(List.of("--label", "warifu", "--so-pin", "12345678", "--pin", PIN));
        assertThat(run(init)).as("a token was made").isEmpty();
    }

    @Test
    void refusesAWrongPinAndAPinThatOthersCanRead() throws Exception {
        pinFile("9999");
        assertThat(step("wrap")).contains("did not accept the PIN").doesNotContain("9999");

        pinFile(PIN);
        Files.setPosixFilePermissions(pinPath(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(step("wrap")).contains("set its mode to 600");
    }

    @Test
    void opensAfterARestartAndRefusesWhatWasAlteredOrIsAboutSomethingElse() throws Exception {
        assertThat(step("wrap")).isEmpty();
        assertThat(step("unwrap")).isEmpty();
    }

    @Test
    void opensNothingThatAnotherMasterKeyWrapped() throws Exception {
        assertThat(step("wrap")).isEmpty();

        assertThat(step("unwrap", "another-label")).contains("another master key wrapped it");
    }

    @Test
    void needsOneKindOfMasterKey() {
        assertThatThrownBy(() -> new VaultProperties(folder, null, null))
                .hasMessageContaining("one of master-key-file and pkcs11");
        assertThatThrownBy(() -> new VaultProperties(folder, folder, token("label")))
                .hasMessageContaining("one of master-key-file and pkcs11");
    }

    private VaultProperties.Pkcs11 token(String label) {
        return new VaultProperties.Pkcs11(library, 0, label, pinPath());
    }

    private String step(String what) throws Exception {
        return step(what, "warifu-test");
    }

    private String step(String what, String label) throws Exception {
        return run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pkcs11Process.class.getName(),
                        what,
                        library.toString(),
                        label,
                        pinPath().toString(),
                        folder.resolve("wrapped").toString()));
    }

    /** What a process said before it failed; nothing if it ended well. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        if (!process.waitFor(STEP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "the process did not end in time";
        }
        return process.exitValue() == 0 ? "" : "failed: " + Files.readString(output);
    }

    private void pinFile(String pin) throws IOException {
        Files.writeString(pinPath(), pin + "\n");
        Files.setPosixFilePermissions(pinPath(), PosixFilePermissions.fromString("rw-------"));
    }

    private Path pinPath() {
        return folder.resolve("pin");
    }
}
