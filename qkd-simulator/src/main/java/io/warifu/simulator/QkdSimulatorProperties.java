package io.warifu.simulator;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.link.LinkRole;
import io.warifu.simulator.link.LinkSettings;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonSource;
import io.warifu.simulator.session.RoundSizes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the service. Physics is checked by the types it becomes; a wrong value fails the
 * start.
 *
 * @param site this site
 * @param keyManagerUrl where the key manager of this site takes blocks (mutual TLS)
 * @param attacksAllowed whether REST may set an eavesdropper
 * @param blockInterval pause between rounds, 50 ms to 5 s, the same at both ends of a link
 * @param siftedBitsPerBlock sifted bits of a round that makes a key block
 * @param siftedBitsPerCheck sifted bits of a round that only measures the error rate
 * @param links the links that end here
 */
@ConfigurationProperties(prefix = "warifu.qkd-simulator", ignoreUnknownFields = false)
public record QkdSimulatorProperties(
        String site,
        URI keyManagerUrl,
        @DefaultValue("false") boolean attacksAllowed,
        @DefaultValue("2s") Duration blockInterval,
        @DefaultValue("32768") int siftedBitsPerBlock,
        @DefaultValue("2048") int siftedBitsPerCheck,
        @DefaultValue List<LinkProperties> links) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

    public QkdSimulatorProperties {
        if (blockInterval.compareTo(SHORTEST_INTERVAL) < 0
                || blockInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("block-interval: 50 ms to 5 s");
        }
        SiteId here = new SiteId(site);
        for (LinkProperties link : links) {
            SiteId end =
                    link.role() == LinkRole.ALICE ? link.linkId().alice() : link.linkId().bob();
            if (!end.equals(here)) {
                throw new IllegalArgumentException(
                        "link " + link.linkId() + ": " + here + " is not " + link.role());
            }
        }
    }

    SiteId siteId() {
        return new SiteId(site);
    }

    LinkSettings settings(LinkProperties link) {
        return new LinkSettings(
                link.linkId(),
                link.role(),
                link.lengthKm(),
                link.illustrative(),
                link.optics(),
                new RoundSizes(siftedBitsPerBlock, siftedBitsPerCheck),
                blockInterval);
    }

    /**
     * One link. Both ends must be given the same physics.
     *
     * @param peerHost Bob's host, asked for by Alice
     * @param bindAddress where Bob listens
     * @param illustrative true if the figures were not published for a real fibre
     * @param detectorEfficiency chance that an arriving photon clicks
     * @param darkCountProbability clicks without light per pulse
     * @param misalignment share of wrong bits without any attack
     * @param source photon statistics; only SINGLE_PHOTON earns keys at long distance
     * @param meanPhotonsPerPulse brightness of the source
     */
    public record LinkProperties(
            String alice,
            String bob,
            LinkRole role,
            @DefaultValue("localhost") String peerHost,
            @DefaultValue("127.0.0.1") String bindAddress,
            int quantumPort,
            int classicalPort,
            double lengthKm,
            double lossDb,
            @DefaultValue("true") boolean illustrative,
            @DefaultValue("0.2") double detectorEfficiency,
            @DefaultValue("1e-6") double darkCountProbability,
            @DefaultValue("0.02") double misalignment,
            @DefaultValue("SINGLE_PHOTON") PhotonSource.Kind source,
            @DefaultValue("0.5") double meanPhotonsPerPulse) {

        LinkId linkId() {
            return new LinkId(new SiteId(alice), new SiteId(bob));
        }

        LinkOptics optics() {
            return new LinkOptics(
                    new PhotonSource(source, meanPhotonsPerPulse),
                    new Fibre(lossDb),
                    new Detector(detectorEfficiency, darkCountProbability, misalignment));
        }
    }
}
