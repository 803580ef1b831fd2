package io.warifu.crossref.restore;

import io.warifu.crossref.restore.FileOutcome.Large;
import io.warifu.crossref.restore.FileOutcome.NotRestored;
import io.warifu.crossref.restore.FileOutcome.Verified;
import io.warifu.crossref.restore.FileOutcome.Whole;
import io.warifu.crossref.restore.RestoreOutcome.Restored;
import io.warifu.kernel.pack.CatalogueEntry.Version;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.problem.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts one file together from the packs that hold its parts.
 *
 * <p>Guarantee: an outcome is {@link Verified} only if length and SHA-256 of all bytes are those of
 * the catalogue. Limit: files above {@link #MAX_HELD_BYTES} cost two passes over their packs, since
 * no byte may leave before the last one was checked.
 */
public final class FileRestorer {

    static final long MAX_HELD_BYTES = 32L << 20;

    public FileOutcome restore(Version version, PackSource source) throws InterruptedException {
        boolean held = version.sizeBytes() <= MAX_HELD_BYTES;
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(held ? Math.toIntExact(version.sizeBytes()) : 0);
        List<Provenance> provenance = new ArrayList<>();
        OutputStream sink = held ? bytes : OutputStream.nullOutputStream();
        try {
            Optional<Refusal> refusal = walk(version, source, sink, provenance);
            if (refusal.isPresent()) {
                return new NotRestored(refusal.get());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to write", e);
        }
        return held
                ? new Whole(version, bytes.toByteArray(), provenance)
                : new Large(version, provenance);
    }

    /**
     * Writes the bytes of a verified file.
     *
     * @throws IOException if the receiver left, or a large file could not be restored a second
     *     time; the receiver must then see a broken stream
     */
    public void send(Verified file, PackSource source, OutputStream out)
            throws IOException, InterruptedException {
        switch (file) {
            case Whole whole -> out.write(whole.bytes());
            case Large large -> {
                Optional<Refusal> refusal = walk(large.version(), source, out, new ArrayList<>());
                if (refusal.isPresent()) {
                    throw new IOException("a large file changed: " + refusal.get().detail());
                }
            }
        }
    }

    private static Optional<Refusal> walk(
            Version version, PackSource source, OutputStream out, List<Provenance> provenance)
            throws IOException, InterruptedException {
        MessageDigest digest = Sha256.newDigest();
        long lengthBytes = 0;
        for (PartRef part : version.parts()) {
            RestoreOutcome<Pack> outcome = source.pack(part.object());
            if (!(outcome instanceof Restored<Pack>(Pack pack, Provenance from))) {
                return Optional.of(Refusal.of(outcome));
            }
            if (part.index() >= pack.entries().size()) {
                return mismatch();
            }
            Pack.Entry entry = pack.entries().get(part.index());
            if (entry.offsetBytes() != lengthBytes) {
                return mismatch();
            }
            lengthBytes += entry.bytes().length;
            if (lengthBytes > version.sizeBytes()) {
                return mismatch();
            }
            digest.update(entry.bytes());
            out.write(entry.bytes());
            provenance.add(from);
        }
        boolean fits =
                lengthBytes == version.sizeBytes()
                        && MessageDigest.isEqual(digest.digest(), version.digest().toBytes());
        return fits ? Optional.empty() : mismatch();
    }

    private static Optional<Refusal> mismatch() {
        return Optional.of(
                new Refusal(
                        ErrorCode.INTEGRITY_FAILED,
                        "The restored bytes do not fit the digest in the catalogue."));
    }
}
