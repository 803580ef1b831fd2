package io.warifu.crossref.restore;

import io.warifu.kernel.pack.CatalogueEntry;
import java.util.List;

/** What came of restoring one file. */
public sealed interface FileOutcome {

    /** A file whose bytes fit the digest of the catalogue. */
    sealed interface Verified extends FileOutcome {

        CatalogueEntry.Version version();

        /** One element per part of the file. */
        List<Provenance> provenance();
    }

    /** The whole file in memory. */
    @SuppressWarnings("ArrayRecordComponent") // Up to 32 MiB; copying would double it.
    record Whole(CatalogueEntry.Version version, byte[] bytes, List<Provenance> provenance)
            implements Verified {

        public Whole {
            provenance = List.copyOf(provenance);
        }
    }

    /** Too large to be held: it was restored once to check it, and is restored again to be sent. */
    record Large(CatalogueEntry.Version version, List<Provenance> provenance) implements Verified {

        public Large {
            provenance = List.copyOf(provenance);
        }
    }

    /** Nothing may be released. */
    record NotRestored(Refusal refusal) implements FileOutcome {}
}
