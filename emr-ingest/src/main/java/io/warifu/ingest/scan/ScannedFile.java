package io.warifu.ingest.scan;

import io.warifu.kernel.pack.Sha256;

/** What opening a {@link FoundFile} gave. */
public sealed interface ScannedFile {

    FoundFile file();

    /** A file whose bytes were read to the end. */
    sealed interface Content extends ScannedFile {

        Sha256 digest();

        long sizeBytes();
    }

    /**
     * A file of at most {@link FileReader#MAX_WHOLE_BYTES}.
     *
     * @param bytes not copied, so neither side changes them
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, packed once; a copy would be waste.
    record Whole(FoundFile file, byte[] bytes, Sha256 digest) implements Content {

        @Override
        public long sizeBytes() {
            return bytes.length;
        }
    }

    /** A larger file, read once for its digest; its bytes are read again piece by piece. */
    record Large(FoundFile file, Sha256 digest, long sizeBytes) implements Content {}

    /** It is not there any more: renamed or removed since the folder was listed. */
    record Vanished(FoundFile file) implements ScannedFile {}

    /** It cannot be read now; the next run tries again. */
    record Refused(FoundFile file, String reason) implements ScannedFile {}
}
