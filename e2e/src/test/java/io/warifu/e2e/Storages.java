package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.StorageComparison;
import io.warifu.kernel.pack.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each hospital's storage must look like after all that the tests have backed up: a restore
 * gives back everything, so tests that share a network share this as well.
 */
final class Storages {

    private static final Map<String, Path> EXPECTED = new ConcurrentHashMap<>();

    private Storages() {}

    /** Backs {@code storage} up through the command line and remembers what it holds. */
    static CommandRun backUp(FiveSites sites, String hospital, Path storage) {
        CommandRun ran = sites.warifu("ingest", "--hospital", hospital, storage.toString());
        remember(sites, hospital, storage);
        return ran;
    }

    static void remember(FiveSites sites, String hospital, Path storage) {
        try {
            Path expected = expected(sites, hospital);
            for (StoredPath path : StorageComparison.files(storage)) {
                Path to = path.resolveBelow(expected);
                Files.createDirectories(to.getParent());
                Files.copy(path.resolveBelow(storage), to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restores the whole storage and compares it in names and bytes. */
    static void assertRestores(FiveSites sites, String hospital, Path out, String... more)
            throws IOException {
        String[] args = {"restore", "--hospital", hospital, "--out", out.toString()};
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        CommandRun restored = sites.warifu(all);
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(StorageComparison.differences(expected(sites, hospital), out)).isEmpty();
    }

    static Path expected(FiveSites sites, String hospital) {
        return EXPECTED.computeIfAbsent(
                hospital,
                name -> {
                    try {
                        return Files.createDirectories(
                                sites.home().root().resolveSibling("expected-" + name));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
