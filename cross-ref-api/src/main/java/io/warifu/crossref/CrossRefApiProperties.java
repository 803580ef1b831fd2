package io.warifu.crossref;

import io.warifu.crossref.collect.ShareServer;
import io.warifu.kernel.id.SiteId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Settings of one hospital's cross-reference API.
 *
 * @param site the hospital
 * @param threshold shares that restore an object
 * @param tokenKeys JWK set of the hospital's token issuer
 * @param tokenIssuer {@code warifu-dev-SITE} if not set
 * @param shareServers all of them, each as reached from here
 * @param owners hospitals whose catalogues are followed
 * @param refreshInterval between two looks for news in the background
 * @param checkInterval between two looks whether a silent server answers again
 * @param answerTimeout until a healthy share server begins to answer
 * @param suspectTimeout the same for one that failed lately
 */
@ConfigurationProperties(prefix = "warifu.cross-ref-api", ignoreUnknownFields = false)
public record CrossRefApiProperties(
        SiteId site,
        @DefaultValue("3") int threshold,
        Resource tokenKeys,
        @Nullable String tokenIssuer,
        @DefaultValue List<Server> shareServers,
        @DefaultValue List<SiteId> owners,
        @DefaultValue("10s") Duration refreshInterval,
        @DefaultValue("3s") Duration checkInterval,
        @DefaultValue("4s") Duration answerTimeout,
        @DefaultValue("1s") Duration suspectTimeout) {

    /** One share server. */
    public record Server(SiteId site, int index, URI url) {}

    @SuppressWarnings("ConstantValue") // Binding leaves null what the configuration leaves out.
    public CrossRefApiProperties {
        require(site != null, "site is missing");
        require(tokenKeys != null, "token-keys is missing");
        require(threshold >= 2, "threshold is at least 2");
        require(
                shareServers.size() >= threshold,
                "share-servers are at least as many as the threshold");
        require(!owners.isEmpty(), "owners is missing");
        require(
                List.of(refreshInterval, checkInterval, answerTimeout, suspectTimeout).stream()
                        .allMatch(Duration::isPositive),
                "intervals and time-outs are positive");
        shareServers = List.copyOf(shareServers);
        owners = List.copyOf(owners);
    }

    String issuer() {
        return tokenIssuer == null ? "warifu-dev-" + site : tokenIssuer;
    }

    List<ShareServer> servers() {
        return shareServers.stream()
                .map(server -> new ShareServer(server.site(), server.index(), server.url()))
                .toList();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("warifu.cross-ref-api: " + message);
        }
    }
}
