package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.relay.PathPlanner.Plan;
import io.warifu.keys.relay.RelayAck.Outcome;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import io.warifu.keys.store.HybridMode;
import io.warifu.keys.store.KeyRoute;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries several orders of the same destinations and policy together.
 *
 * <p>Guarantee: each try has its own keys and ids; what a try leaves in doubt is voided before the
 * next one begins.
 */
final class BatchRelay {

    /** Tries for one batch, each without the links that failed before. */
    static final int MAX_TRIES = 4;

    /** Above this a key is derived, because a mask as long would be no secret of that length. */
    static final int MAX_XOR_BITS = 512;

    private static final Logger LOG = LoggerFactory.getLogger(BatchRelay.class);

    private final SiteId own;
    private final PathPlanner planner;
    private final Source source;
    private final EndToEnd hybrid;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Duration keyLifetime;

    BatchRelay(
            SiteId own,
            PathPlanner planner,
            Source source,
            EndToEnd hybrid,
            SecureRandom random,
            InstantSource clock,
            Duration keyLifetime) {
        this.own = own;
        this.planner = planner;
        this.source = source;
        this.hybrid = hybrid;
        this.random = random;
        this.clock = clock;
        this.keyLifetime = keyLifetime;
    }

    /** How one try mixes the hybrid in. */
    private record Mixing(HybridMode mode, List<@Nullable UUID> epochs) {}

    /** One answer for each order, in their order. */
    List<Sent> carry(List<KeyOrder> orders) {
        List<Sent> together = together(orders);
        boolean worthSplitting =
                orders.size() > 1
                        && (together.getFirst() instanceof Sent.Exhausted
                                || together.getFirst() instanceof Sent.NotTaken);
        if (!worthSplitting) {
            return together;
        }
        // One order too many, or for a slave with too many keys, must not stop the others.
        return orders.stream().map(order -> together(List.of(order)).getFirst()).toList();
    }

    private List<Sent> together(List<KeyOrder> orders) {
        RoutePolicy policy = orders.getFirst().policy();
        List<SiteId> destinations = orders.getFirst().destinations();
        List<SiteId> far = destinations.stream().filter(site -> !site.equals(own)).toList();
        Set<LinkId> excluded = new HashSet<>();
        Sent outcome = new Sent.Unreachable();
        boolean withHybrid = policy.hybrid() != Hybrid.OFF;
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            List<List<List<SiteId>>> paths = new ArrayList<>();
            for (SiteId destination : far) {
                switch (planner.plan(destination, policy, excluded)) {
                    case Plan.Paths(List<List<SiteId>> found) -> paths.add(found);
                    case Plan.NoKey _ -> {
                        return all(orders, tries == 0 ? exhausted(destination, 0) : outcome);
                    }
                    case Plan.NotMet _ -> {
                        return all(orders, new Sent.PolicyNotMet());
                    }
                }
            }
            Mixing mixing = mixing(orders, far, withHybrid);
            if (mixing.mode() == HybridMode.OFF
                    && policy.hybrid() == Hybrid.REQUIRED
                    && !far.isEmpty()) {
                return all(orders, new Sent.PolicyNotMet());
            }
            try (Batch batch = fresh(orders)) {
                switch (attempt(batch, far, paths, mixing, destinations.contains(own), policy)) {
                    case Source.Result.Issued(KeyRoute route) -> {
                        return batch.issued(route);
                    }
                    case Source.Result.NotTaken _ -> {
                        return all(orders, new Sent.NotTaken());
                    }
                    case Source.Result.Failed(Outcome why, LinkId blamed, long bits) -> {
                        LOG.info("relay to {} over {} failed: {} at {}", far, paths, why, blamed);
                        if (why == Outcome.NOT_TAKEN) {
                            return all(orders, new Sent.NotTaken());
                        }
                        if (why == Outcome.LINK_IN_ALARM && policy.route() == Route.DIRECT) {
                            return all(orders, new Sent.PolicyNotMet());
                        }
                        withHybrid &=
                                why != Outcome.EPOCH_UNKNOWN || policy.hybrid() == Hybrid.REQUIRED;
                        if (why != Outcome.EPOCH_UNKNOWN) {
                            excluded.add(blamed);
                        }
                        outcome =
                                shortOf(why)
                                        ? exhausted(far.getFirst(), bits)
                                        : new Sent.Unreachable();
                    }
                }
            }
        }
        return all(orders, outcome);
    }

    private Source.Result attempt(
            Batch batch,
            List<SiteId> far,
            List<List<List<SiteId>>> paths,
            Mixing mixing,
            boolean servedHere,
            RoutePolicy policy) {
        byte[] raw = new byte[batch.keyBytes()];
        random.nextBytes(raw);
        batch.take(raw);
        List<Session> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < far.size(); i++) {
                sessions.add(session(batch, far.get(i), paths.get(i), mixing, i, policy));
            }
            return source.send(batch, sessions, servedHere);
        } finally {
            sessions.forEach(Session::close);
        }
    }

    private Session session(
            Batch batch,
            SiteId destination,
            List<List<SiteId>> paths,
            Mixing mixing,
            int number,
            RoutePolicy policy) {
        Duration maxAge = policy.maxAge();
        Manifest manifest =
                new Manifest(
                        UUID.randomUUID(),
                        paths.size(),
                        batch.madeAt(),
                        batch.expiresAt(),
                        maxAge == null ? 0 : Math.clamp(maxAge.toSeconds(), 1, 1 << 30),
                        mixing.mode(),
                        mixing.epochs().get(number),
                        batch.groupsFor(destination));
        byte[] mixed = KeyMixing.mix(batch.keys(), manifest, own, destination, hybrid);
        if (mixing.mode() != HybridMode.HKDF) {
            Session session =
                    new Session(destination, paths, manifest, mixed, batch.keys(), random);
            Arrays.fill(mixed, (byte) 0);
            return session;
        }
        // What is relayed is not the key but what it is derived from; there is one destination.
        Session session = new Session(destination, paths, manifest, batch.keys(), mixed, random);
        batch.take(mixed);
        return session;
    }

    private Mixing mixing(List<KeyOrder> orders, List<SiteId> far, boolean withHybrid) {
        Mixing off = new Mixing(HybridMode.OFF, Collections.nCopies(far.size(), null));
        boolean isLong = orders.getFirst().sizeBits() > MAX_XOR_BITS;
        if (!withHybrid || (isLong && far.size() > 1)) {
            return off;
        }
        int keys = orders.stream().mapToInt(KeyOrder::number).sum();
        List<@Nullable UUID> epochs = new ArrayList<>();
        for (SiteId destination : far) {
            Optional<UUID> epoch = hybrid.epochWith(destination, keys);
            if (epoch.isEmpty()) {
                return off;
            }
            epochs.add(epoch.get());
        }
        return far.isEmpty() ? off : new Mixing(isLong ? HybridMode.HKDF : HybridMode.XOR, epochs);
    }

    private Batch fresh(List<KeyOrder> orders) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Batch(orders, now, now.plus(keyLifetime));
    }

    private static boolean shortOf(Outcome outcome) {
        return outcome == Outcome.NO_STOCK || outcome == Outcome.LINK_IN_ALARM;
    }

    private Sent exhausted(SiteId destination, long bits) {
        return new Sent.Exhausted(Math.max(bits, planner.availableBits(destination)));
    }

    private static List<Sent> all(List<KeyOrder> orders, Sent outcome) {
        return Collections.nCopies(orders.size(), outcome);
    }
}
