package io.warifu.ingest;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.CatalogueCodec;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.MalformedParcelException;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PackCodec;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.sharing.CombineOutcome;
import io.warifu.sharing.MalformedShareException;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rebuilds a storage from share servers alone. */
public final class Restorer {

    private final List<FakeShareServer> servers;
    private final ShamirSharing sharing = ShamirSharing.withCipherCoins(new SecureRandom());
    private final Map<ObjectId, Pack> packs = new HashMap<>();

    public Restorer(List<FakeShareServer> servers) {
        this.servers = servers;
    }

    /** All catalogue entries, in the order of their segments. */
    public List<CatalogueEntry> entries() {
        return segments().stream().flatMap(segment -> segment.entries().stream()).toList();
    }

    public List<CatalogueSegment> segments() {
        List<CatalogueSegment> segments = new ArrayList<>();
        servers.getFirst()
                .shares()
                .forEach((id, stored) -> {
                    if (stored.kind().equals("CATALOGUE")) {
                        segments.add(catalogue(id));
                    }
                });
        segments.sort(Comparator.comparingLong(CatalogueSegment::sequence));
        return segments;
    }

    /** Path to content, as the catalogue has it now. */
    public Map<StoredPath, byte[]> files() {
        Map<StoredPath, CatalogueEntry.Version> versions = new TreeMap<>();
        for (CatalogueEntry entry : entries()) {
            switch (entry) {
                case CatalogueEntry.Patient _ -> {}
                case CatalogueEntry.Version version -> versions.put(version.path(), version);
                case CatalogueEntry.Move move -> {
                    CatalogueEntry.Version moved = versions.remove(move.from());
                    if (moved == null) {
                        throw new IllegalStateException("a move of nothing: " + move.from());
                    }
                    versions.put(move.to(), moved);
                }
            }
        }
        Map<StoredPath, byte[]> files = new TreeMap<>();
        versions.forEach((path, version) -> files.put(path, content(version)));
        return files;
    }

    public Pack pack(ObjectId id) {
        return packs.computeIfAbsent(id, this::restorePack);
    }

    private byte[] content(CatalogueEntry.Version version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PartRef part : version.parts()) {
            Pack pack = pack(part.object());
            if (!pack.patientId().equals(version.patientId())) {
                throw new IllegalStateException("a version lies in another patient's pack");
            }
            out.writeBytes(pack.entries().get(part.index()).bytes());
        }
        byte[] content = out.toByteArray();
        if (!Sha256.of(content).equals(version.digest())) {
            throw new IllegalStateException("digest of " + version.path());
        }
        return content;
    }

    private CatalogueSegment catalogue(ObjectId id) {
        try {
            return CatalogueCodec.decode(secret(id));
        } catch (MalformedParcelException e) {
            throw new IllegalStateException(e);
        }
    }

    private Pack restorePack(ObjectId id) {
        try {
            return PackCodec.decode(secret(id));
        } catch (MalformedParcelException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] secret(ObjectId id) {
        List<Share> shares = new ArrayList<>();
        for (FakeShareServer server : servers) {
            FakeShareServer.Stored stored = server.shares().get(id);
            if (stored == null) {
                throw new IllegalStateException(server.site() + " has no share of " + id);
            }
            try {
                Share share = ShareCodec.decode(stored.share());
                if (share.x() != server.index()) {
                    throw new IllegalStateException("a share for another server");
                }
                shares.add(share);
            } catch (MalformedShareException e) {
                throw new IllegalStateException(e);
            }
        }
        return switch (sharing.combine(shares)) {
            case CombineOutcome.Combined combined -> combined.secret();
            case CombineOutcome.TooFew tooFew -> throw new IllegalStateException("" + tooFew);
            case CombineOutcome.Inconsistent bad -> throw new IllegalStateException("" + bad);
        };
    }
}
