package io.warifu.crossref.query;

import io.warifu.crossref.patient.KeptRecord;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.RestoreStream.Totals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * In which order a storage's files are restored, so that each pack is needed in one stretch.
 *
 * @param files pack by pack, in the order of the catalogue
 * @param packs in the order in which the files need them
 */
record ArchivePlan(List<KeptRecord> files, List<ObjectId> packs) {

    static ArchivePlan of(List<KeptRecord> storage) {
        Map<ObjectId, Integer> rank = new HashMap<>();
        storage.forEach(file ->
                file.version()
                        .parts()
                        .forEach(part -> rank.putIfAbsent(part.object(), rank.size())));
        List<KeptRecord> files =
                storage.stream()
                        .sorted(
                                Comparator.comparingInt((KeptRecord file) -> rankOf(file, rank))
                                        .thenComparingInt(ArchivePlan::firstIndex))
                        .toList();
        LinkedHashSet<ObjectId> packs = new LinkedHashSet<>();
        files.forEach(file -> file.version().parts().forEach(part -> packs.add(part.object())));
        return new ArchivePlan(files, List.copyOf(packs));
    }

    Totals totals() {
        return new Totals(
                files.size(), files.stream().mapToLong(file -> file.version().sizeBytes()).sum());
    }

    private static int rankOf(KeptRecord file, Map<ObjectId, Integer> rank) {
        List<PartRef> parts = file.version().parts();
        return parts.isEmpty() ? -1 : rank.getOrDefault(parts.getFirst().object(), -1);
    }

    private static int firstIndex(KeptRecord file) {
        List<PartRef> parts = file.version().parts();
        return parts.isEmpty() ? 0 : parts.getFirst().index();
    }
}
