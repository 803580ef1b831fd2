package io.warifu.demo.shares;

import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.sharing.ShareMismatchException;
import io.warifu.sharing.ShareStreams;
import io.warifu.sharing.Threshold;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Combines share files of ours or of gfsplit.
 *
 * <p>Guarantee: refused before a byte is written are too few shares where the threshold is known,
 * the same share twice, empty ones and unequal ones; shares beyond the threshold are checked
 * against the others in a pass of their own first. Limit: bare values carry no proof. With exactly
 * k of them a wrong one goes unnoticed, as with gfcombine.
 */
public final class FileCombiner {

    private static final int BUFFER_BYTES = 256 << 10;

    private final List<ShareFile> shares = new ArrayList<>();
    private final long lengthBytes;
    private final int k;
    private final Terminal terminal;

    /**
     * Looks at the files.
     *
     * @param threshold what the user says; if nothing, the files' own word, if there is none, as
     *     many as there are files
     */
    public FileCombiner(List<Path> files, OptionalInt threshold, Terminal terminal)
            throws IOException {
        this.terminal = terminal;
        Set<Integer> points = new TreeSet<>();
        for (Path file : files) {
            ShareFile share = ShareFile.named(file);
            if (!points.add(share.x())) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "share %03d is given twice".formatted(share.x()));
            }
            shares.add(share);
        }
        this.lengthBytes = commonLength();
        OptionalInt known = threshold.isPresent() ? threshold : saidThreshold();
        this.k = known.orElse(Math.max(2, shares.size()));
        if (k < 2 || k > Threshold.MAX_SHARES) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "k: 2 to 255, not " + k);
        }
        if (shares.size() < k) {
            throw new WarifuException(
                    ErrorCode.SHARES_BELOW_THRESHOLD,
                    "%d of the %d shares that are needed were given".formatted(shares.size(), k));
        }
        if (known.isEmpty()) {
            terminal.line(
                    "the files do not say how many shares are needed: taking all "
                            + k
                            + ", as gfcombine does. With -k and one share more they are checked.");
        }
    }

    private long commonLength() throws IOException {
        long length = -1;
        for (ShareFile share : shares) {
            long its = share.requireReadable();
            if (length >= 0 && its != length) {
                throw new WarifuException(
                        ErrorCode.SHARE_MALFORMED,
                        "%s has %d bytes and %s has %d: they are not of one split"
                                .formatted(share.path(), its, shares.getFirst().path(), length));
            }
            length = its;
        }
        return length;
    }

    private OptionalInt saidThreshold() throws IOException {
        Set<Integer> said = new TreeSet<>();
        for (ShareFile share : shares) {
            share.threshold().ifPresent(said::add);
        }
        if (said.size() > 1) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "the files say different thresholds, " + said + ": they are not of one split");
        }
        return said.stream().mapToInt(Integer::intValue).findFirst();
    }

    /** Writes the secret to a file that appears when it is complete. */
    public void writeTo(Path output) throws IOException {
        check();
        try (NewFiles created = new NewFiles()) {
            run("combine", created.create(output));
            created.complete();
        }
        terminal.closeBar();
    }

    /** Writes the secret to a stream. */
    public void writeTo(OutputStream output) throws IOException {
        check();
        run("combine", output);
        output.flush();
        terminal.closeBar();
    }

    private void check() throws IOException {
        if (shares.size() > k) {
            run("check", OutputStream.nullOutputStream());
        }
    }

    private void run(String what, OutputStream output) throws IOException {
        long started = System.nanoTime();
        List<InputStream> inputs = new ArrayList<>();
        try {
            for (ShareFile share : shares) {
                inputs.add(
                        new BufferedInputStream(Files.newInputStream(share.path()), BUFFER_BYTES));
            }
            ShareStreams.combine(
                    k,
                    shares.stream().mapToInt(ShareFile::x).toArray(),
                    inputs,
                    output,
                    bytes -> terminal.progress(what, bytes, lengthBytes, "B", started));
        } catch (ShareMismatchException e) {
            throw new WarifuException(ErrorCode.INTEGRITY_FAILED, disagreement(e.suspects()), e);
        } finally {
            for (InputStream input : inputs) {
                input.close();
            }
        }
    }

    private static String disagreement(Set<Integer> suspects) {
        return suspects.isEmpty()
                ? "the shares contradict each other: some are wrong, of another split, or k is higher"
                : "the shares contradict each other, and the wrong one seems to be "
                        + new TreeSet<>(suspects)
                        + ": leave it out, or k is higher";
    }
}
