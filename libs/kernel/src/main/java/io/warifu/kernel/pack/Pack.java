package io.warifu.kernel.pack;

import java.util.List;

/**
 * Original bytes of files of one patient, gathered into one object. A pack never mixes patients.
 *
 * @param patientId as in the path, or empty for files whose path names no patient
 * @param entries in the order to which {@link PartRef#index()} refers
 */
public record Pack(String patientId, List<Entry> entries) {

    public Pack {
        entries = List.copyOf(entries);
    }

    /**
     * A whole file, or one piece of a file too large for one pack.
     *
     * @param path where the file lay when it was packed; the catalogue says where it lies now
     * @param offsetBytes of this piece within its file
     * @param bytes the original bytes; not copied, so neither side changes them
     */
    @SuppressWarnings("ArrayRecordComponent") // Up to 16 MiB of content; copying would double it.
    public record Entry(StoredPath path, long offsetBytes, byte[] bytes) {

        public Entry {
            if (offsetBytes < 0) {
                throw new IllegalArgumentException("an offset is not negative");
            }
        }
    }
}
