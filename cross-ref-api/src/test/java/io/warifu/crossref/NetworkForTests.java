package io.warifu.crossref;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.crossref.collect.ShareCollector;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.collect.TimeLimits;
import io.warifu.crossref.restore.Restorer;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueCodec;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PackCodec;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import io.warifu.sharing.Threshold;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Five share servers and a hospital that fills them, three of five. */
public final class NetworkForTests implements AutoCloseable {

    public static final SiteId TOKYO = new SiteId("tokyo");
    public static final SiteId KOCHI = new SiteId("kochi");
    public static final TimeLimits LIMITS =
            new TimeLimits(
                    Duration.ofSeconds(4),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(100));

    private static final Threshold THREE_OF_FIVE = new Threshold(3, 5);

    private final ShamirSharing dealer = ShamirSharing.withCipherCoins(new SecureRandom());
    private final HttpClient http = HttpClient.newHttpClient();
    public final List<ShareServerForTests> servers =
            List.of(
                    new ShareServerForTests("tokyo", 1),
                    new ShareServerForTests("kochi", 2),
                    new ShareServerForTests("koganei", 3),
                    new ShareServerForTests("nagoya", 4),
                    new ShareServerForTests("osaka", 5));

    public ShareServerForTests server(String site) {
        return servers.stream()
                .filter(server -> server.site().value().equals(site))
                .findFirst()
                .orElseThrow();
    }

    public ObjectId keep(SiteId owner, Pack pack) {
        return keep(owner, ObjectKind.RECORD, PackCodec.encode(pack));
    }

    public ObjectId keep(SiteId owner, long sequence, List<CatalogueEntry> entries) {
        return keep(
                owner,
                ObjectKind.CATALOGUE,
                CatalogueCodec.encode(new CatalogueSegment(owner, sequence, entries)));
    }

    private ObjectId keep(SiteId owner, ObjectKind kind, byte[] parcel) {
        ObjectId object = new ObjectId(UUID.randomUUID());
        List<Share> shares = dealer.split(parcel, THREE_OF_FIVE, object);
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).keep(owner, kind, object, ShareCodec.encode(shares.get(i)));
        }
        return object;
    }

    public ShareServers asConfigured() {
        return asConfigured(LIMITS);
    }

    public ShareServers asConfigured(TimeLimits limits) {
        return new ShareServers(
                servers.stream().map(ShareServerForTests::asConfigured).toList(),
                THREE_OF_FIVE.k(),
                limits,
                http,
                JsonMapper.builder().build(),
                InstantSource.system());
    }

    public Restorer restorer(ShareServers asked, MeterRegistry metrics) {
        return new Restorer(asked, new ShareCollector(asked), dealer, metrics);
    }

    public void allUp() {
        servers.forEach(ShareServerForTests::up);
    }

    @Override
    public void close() {
        servers.forEach(ShareServerForTests::close);
        http.shutdownNow();
    }
}
