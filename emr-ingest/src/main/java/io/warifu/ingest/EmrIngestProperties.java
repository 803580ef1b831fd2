package io.warifu.ingest;

import io.warifu.kernel.id.SiteId;
import io.warifu.sharing.Threshold;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Settings of the backup service.
 *
 * @param site whose storage is backed up
 * @param threshold shares that restore a record; their number is that of the share servers
 * @param tokenKeys JWK set of the hospital's token issuer
 * @param pseudonymKey 32 bytes, base64; must outlive this service's database
 * @param shareServers one for each share, with the indexes 1..n
 * @param connectTimeout towards a share server
 * @param requestTimeout for one share, sending and receipt
 * @param retryCap longest pause between two tries at one share server
 * @param patience how long a run waits without any progress for enough receipts
 */
@ConfigurationProperties(prefix = "warifu.emr-ingest", ignoreUnknownFields = false)
public record EmrIngestProperties(
        String site,
        int threshold,
        Resource tokenKeys,
        Resource pseudonymKey,
        List<ShareServer> shareServers,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("30s") Duration retryCap,
        @DefaultValue("60s") Duration patience) {

    /**
     * One share server.
     *
     * @param index of its shares, from 1
     * @param url of its HTTP interface, usually the local gateway's door to it
     * @param receiptKey Ed25519 public key, X.509 PEM
     */
    public record ShareServer(String site, int index, URI url, Resource receiptKey) {}

    public EmrIngestProperties {
        shareServers =
                shareServers.stream().sorted(Comparator.comparingInt(ShareServer::index)).toList();
        requireSharing(threshold, shareServers);
        requirePositive(connectTimeout, "connect-timeout");
        requirePositive(requestTimeout, "request-timeout");
        requirePositive(retryCap, "retry-cap");
        requirePositive(patience, "patience");
    }

    public SiteId owner() {
        return new SiteId(site);
    }

    public Threshold sharing() {
        return new Threshold(threshold, shareServers.size());
    }

    /** Sites of the share servers, in the order of their index. */
    public List<SiteId> shareSites() {
        return shareServers.stream().map(server -> new SiteId(server.site())).toList();
    }

    private static void requireSharing(int threshold, List<ShareServer> servers) {
        new Threshold(threshold, servers.size());
        Set<String> sites = new HashSet<>();
        for (int i = 0; i < servers.size(); i++) {
            ShareServer server = servers.get(i);
            if (server.index() != i + 1) {
                throw new IllegalArgumentException(
                        "share-servers need the indexes 1 to " + servers.size() + ", each once");
            }
            if (!sites.add(new SiteId(server.site()).value())) {
                throw new IllegalArgumentException(
                        "share-servers names the site " + server.site() + " twice");
            }
        }
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
