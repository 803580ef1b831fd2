package io.warifu.demo.shares;

import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.sharing.AesCtrCoins;
import io.warifu.sharing.Dealer;
import io.warifu.sharing.ShareStreams;
import io.warifu.sharing.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Splits a file into files that gfcombine opens too. */
public final class FileSplitter {

    private FileSplitter() {}

    /**
     * Writes {@code stem.001} and so on; none appears before all are complete.
     *
     * @param secret what is split, read to its end
     * @param length of it in bytes, for the progress; 0 if unknown
     */
    public static void split(
            InputStream secret, long length, String stem, Threshold threshold, Terminal terminal)
            throws IOException {
        int[] points = IntStream.rangeClosed(1, threshold.n()).toArray();
        List<ShareFile> files = IntStream.of(points).mapToObj(x -> ShareFile.at(stem, x)).toList();
        requireNoOtherShares(files);
        long started = System.nanoTime();
        boolean said = true;
        try (NewFiles created = new NewFiles();
                Dealer dealer =
                        new Dealer(new AesCtrCoins(new SecureRandom()), threshold.k(), points)) {
            List<OutputStream> outputs = new ArrayList<>();
            for (ShareFile file : files) {
                outputs.add(created.create(file.path()));
            }
            long done =
                    ShareStreams.split(
                            secret,
                            dealer,
                            outputs,
                            bytes -> terminal.progress("split", bytes, length, "B", started));
            if (done == 0) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "there is nothing to split: the input is empty");
            }
            for (Path file : created.unfinished()) {
                said &= ShareFile.sayThreshold(file, threshold.k());
            }
            created.complete();
        }
        terminal.line(
                "%d shares %s to %s; any %d of them restore the secret"
                        .formatted(
                                threshold.n(),
                                files.getFirst().path(),
                                files.getLast().path().getFileName(),
                                threshold.k()));
        if (!said) {
            terminal.line(
                    "this file system keeps no attributes: note down that k is " + threshold.k());
        }
    }

    /** Shares of an earlier split that would stay beside the new ones could be taken for them. */
    private static void requireNoOtherShares(List<ShareFile> files) throws IOException {
        Path first = files.getFirst().path().toAbsolutePath();
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(String.valueOf(file.path().getFileName())));
        String name = String.valueOf(first.getFileName());
        String prefix = name.substring(0, name.length() - 3);
        Path folder = first.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new WarifuException(ErrorCode.NOT_FOUND, folder + ": no such folder");
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path other : all) {
                String found = String.valueOf(other.getFileName());
                if (found.startsWith(prefix)
                        && found.substring(prefix.length()).matches("\\d{3}")
                        && !names.contains(found)) {
                    throw new WarifuException(
                            ErrorCode.CONFLICT,
                            other
                                    + " is a share of an earlier split: remove it, or choose another stem");
                }
            }
        }
    }
}
