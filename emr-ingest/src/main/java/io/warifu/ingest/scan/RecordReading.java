package io.warifu.ingest.scan;

import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.ssmix2.message.Demographics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file means, as far as it can be told; never a reason not to keep it.
 *
 * @param name null if its path is no SS-MIX2 path
 * @param remarks why it is no proper SS-MIX2 record; empty if it is one
 * @param demographics of its patient; null unless message and path name the same patient
 */
public record RecordReading(
        @Nullable RecordName name, List<String> remarks, @Nullable Demographics demographics) {

    public RecordReading {
        remarks = List.copyOf(remarks);
    }
}
