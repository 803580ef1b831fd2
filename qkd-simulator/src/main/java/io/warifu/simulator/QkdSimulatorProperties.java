package io.warifu.simulator;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.link.LinkRole;
import io.warifu.simulator.link.LinkSettings;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Drift;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.preset.Preset;
import io.warifu.simulator.preset.Presets;
import io.warifu.simulator.session.BlockSizes;
import io.warifu.simulator.session.PostProcessing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the service. Physics is checked by the types it becomes; a wrong value fails the
 * start.
 *
 * @param site this site
 * @param keyManagerUrl where the key manager of this site takes blocks (mutual TLS)
 * @param stateDirectory where authentication pools, blocks in transit and ledgers are kept
 * @param attacksAllowed whether REST may set an attacker
 * @param blockInterval pause between rounds, 50 ms to 5 s, the same at both ends of a link
 * @param blockBits sifted bits of the key basis in a block
 * @param checkClicks clicks of a round that only looks for eavesdroppers
 * @param trainClicks clicks of one train at most
 * @param blocksInFlight how many blocks may be distilled at a time
 * @param proof finite-key proof; if missing, the one that fits the preset
 * @param epsSecrecy failure chance of secrecy
 * @param epsCorrectness failure chance of correctness
 * @param links the links that end here
 */
@ConfigurationProperties(prefix = "warifu.qkd-simulator", ignoreUnknownFields = false)
public record QkdSimulatorProperties(
        String site,
        URI keyManagerUrl,
        Path stateDirectory,
        @DefaultValue("false") boolean attacksAllowed,
        @DefaultValue("2s") Duration blockInterval,
        @DefaultValue("1048576") int blockBits,
        @DefaultValue("8192") int checkClicks,
        @DefaultValue("262144") int trainClicks,
        @DefaultValue("2") int blocksInFlight,
        @Nullable Proof proof,
        @DefaultValue("1e-10") double epsSecrecy,
        @DefaultValue("1e-15") double epsCorrectness,
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
        Preset preset = Presets.named(link.preset());
        return new LinkSettings(
                link.linkId(),
                link.role(),
                link.lengthKmOf(preset),
                new LinkSettings.Origin(
                        preset.name(),
                        preset.citation(),
                        preset.confidence().name(),
                        link.illustrative() || preset.illustrative()),
                link.optics(preset),
                new BlockSizes(blockBits, checkClicks, trainClicks),
                new PostProcessing(
                        preset.source(),
                        proof == null ? preset.proof() : proof,
                        new Security(epsSecrecy, epsCorrectness)),
                attacksAllowed,
                blocksInFlight,
                blockInterval);
    }

    /**
     * One link. Both ends must be given the same physics.
     *
     * @param peerHost Bob's host, asked for by Alice
     * @param bindAddress where Bob listens
     * @param preSharedSecret file of at least 64 KiB of random bytes, the same at both ends, read
     *     at the first start only
     * @param preset where the physics comes from
     * @param lengthKm of the fibre; that of the preset if missing
     * @param lossDb of the fibre; length times the preset's loss per kilometre if missing
     * @param illustrative true if the figures were not published for a real fibre
     * @param lossDriftDb how far the loss wanders
     * @param misalignmentDrift how far the misalignment wanders
     * @param driftPeriodSeconds time scale of both, in link time
     */
    public record LinkProperties(
            String alice,
            String bob,
            LinkRole role,
            @DefaultValue("localhost") String peerHost,
            @DefaultValue("127.0.0.1") String bindAddress,
            int quantumPort,
            int classicalPort,
            Path preSharedSecret,
            @DefaultValue("demonstration") String preset,
            @Nullable Double lengthKm,
            @Nullable Double lossDb,
            @DefaultValue("true") boolean illustrative,
            @DefaultValue("0") double lossDriftDb,
            @DefaultValue("0") double misalignmentDrift,
            @DefaultValue("3600") double driftPeriodSeconds) {

        private static final double WALK_SHARE = 0.5;

        LinkId linkId() {
            return new LinkId(new SiteId(alice), new SiteId(bob));
        }

        double lengthKmOf(Preset from) {
            return lengthKm == null ? from.lengthKm().value() : lengthKm;
        }

        LinkOptics optics(Preset from) {
            double loss = lossDb == null ? from.lossDb(lengthKmOf(from)) : lossDb;
            Drift drift =
                    lossDriftDb == 0 && misalignmentDrift == 0
                            ? Drift.none()
                            : new Drift(
                                    lossDriftDb, misalignmentDrift, driftPeriodSeconds, WALK_SHARE);
            double deadTimeNs = from.deadTimeNanos().value();
            return new LinkOptics(
                    from.source(),
                    from.clockHz().value(),
                    new Fibre(loss),
                    new Detector(
                            from.receiverEfficiency().value(),
                            2 * from.darkCountPerPulse().value(),
                            from.misalignment().value(),
                            deadTimeNs,
                            from.afterpulseProbability().value(),
                            deadTimeNs),
                    drift);
        }
    }
}
