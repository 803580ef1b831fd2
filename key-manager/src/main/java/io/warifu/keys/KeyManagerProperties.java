package io.warifu.keys;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.fairness.FairnessProperties;
import io.warifu.keys.vault.VaultProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a key manager, under {@code warifu.key-manager}; a name that is not known stops the
 * start.
 *
 * @param site whose key manager this is
 * @param peerPort port for key managers, the simulator and operators
 * @param enrolmentFile JSON list of SAEs, read at each start; none if absent
 * @param peers the other key managers
 * @param links the whole topology, not only the own links
 * @param linkCapacityBits stock of a link, both directions together
 * @param keyLifetime from making a key to its expiry at the slave's site
 * @param stateDirectory outside the database, must not be restored with it; shared by the site's
 *     instances; if it is lost, all link key in stock is burned
 * @param vault where the keys to the keys lie
 * @param fairness who may use how much
 */
@ConfigurationProperties(prefix = "warifu.key-manager", ignoreUnknownFields = false)
public record KeyManagerProperties(
        SiteId site,
        int peerPort,
        @Nullable Path enrolmentFile,
        @DefaultValue List<Peer> peers,
        @DefaultValue List<LinkId> links,
        @DefaultValue("4194304") long linkCapacityBits,
        @DefaultValue("1h") Duration keyLifetime,
        @DefaultValue("key-manager-state") Path stateDirectory,
        VaultProperties vault,
        @DefaultValue FairnessProperties fairness) {

    private static final Duration MAX_KEY_LIFETIME = Duration.ofDays(1);

    public KeyManagerProperties {
        peers = List.copyOf(peers);
        links = List.copyOf(links);
        require(vault != null, "vault.directory and a master key are needed");
        require(peerPort >= 1 && peerPort <= 65535, "peer-port is a port number");
        require(
                peers.stream().noneMatch(peer -> peer.site().equals(site)),
                "a site is not its own peer");
        require(
                linkCapacityBits >= 1024 && linkCapacityBits <= 1L << 32,
                "link-capacity-bits lies between 1024 and 2^32");
        require(
                keyLifetime.isPositive() && keyLifetime.compareTo(MAX_KEY_LIFETIME) <= 0,
                "key-lifetime is at most one day");
    }

    /** Where another site's key manager listens for its peers. */
    public record Peer(SiteId site, URI url) {

        public Peer {
            require("https".equals(url.getScheme()), "a peer's url begins with https");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("warifu.key-manager: " + rule);
        }
    }
}
