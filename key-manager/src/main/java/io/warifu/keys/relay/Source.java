package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.path.Topology;
import io.warifu.keys.relay.HopSender.Prepared;
import io.warifu.keys.relay.RelayAck.Outcome;
import io.warifu.keys.store.KeyRoute;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.WaitingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings one batch to its destinations, in two commits: the pads with the keys as RESERVED, and
 * after every destination has said READY the keys as ISSUED. What comes between leaves keys that
 * are voided, at both ends, at once or by {@link StaleTask}.
 */
final class Source {

    private final SiteId own;
    private final Topology topology;
    private final HopSender sender;
    private final KeyStore store;
    private final RelayPeers peers;
    private final TransactionOperations transaction;

    Source(
            SiteId own,
            Topology topology,
            HopSender sender,
            KeyStore store,
            RelayPeers peers,
            TransactionOperations transaction) {
        this.own = own;
        this.topology = topology;
        this.sender = sender;
        this.store = store;
        this.peers = peers;
        this.transaction = transaction;
    }

    /** What became of the batch. */
    sealed interface Result {
        record Issued(KeyRoute route) implements Result {}

        /** Not delivered, and voided; {@code blamed} is the hop that failed. */
        record Failed(Outcome outcome, LinkId blamed, long availableBits) implements Result {}

        /** The keys were taken back while they were on their way, or not taken at this site. */
        record NotTaken() implements Result {}
    }

    /** One part of one session and the link of its first hop. */
    private record Leg(Session session, int part, LinkId link) {}

    private record Departure(Leg leg, SealedHop hop) {}

    Result send(Batch batch, List<Session> sessions, boolean servedHere) {
        if (sessions.isEmpty()) {
            return transaction.execute(_ -> {
                store.reserve(batch.rows());
                return issue(batch, KeyRoute.within(), servedHere);
            });
        }
        List<Departure> departures = new ArrayList<>();
        Result.Failed shortage = prepare(batch, sessions, departures);
        if (shortage != null) {
            return shortage;
        }
        List<RelayAck> acks = transmit(departures);
        for (Session session : sessions) {
            List<RelayAck> own = new ArrayList<>();
            for (int i = 0; i < departures.size(); i++) {
                if (departures.get(i).leg().session() == session) {
                    own.add(acks.get(i));
                }
            }
            if (!session.isReady(own)) {
                takeBack(batch.allIds(), sessions, "not delivered");
                return failed(departures, acks, session);
            }
        }
        KeyRoute route =
                new KeyRoute(
                        sessions.stream().flatMap(session -> session.paths().stream()).toList(),
                        sessions.getFirst().manifest().hybrid());
        Result result = transaction.execute(_ -> issue(batch, route, servedHere));
        if (!(result instanceof Result.Issued)) {
            takeBack(batch.allIds(), sessions, "not issued");
        }
        return result;
    }

    /** Takes keys back at both ends. */
    void takeBack(List<UUID> ids, List<Session> sessions, String reason) {
        var _ = store.voidKeys(own, ids, reason);
        sessions.forEach(session -> peers.voidKeys(session.destination(), ids, reason));
    }

    private Result.@Nullable Failed prepare(
            Batch batch, List<Session> sessions, List<Departure> departures) {
        List<Leg> legs = new ArrayList<>();
        for (Session session : sessions) {
            for (int part = 0; part < session.paths().size(); part++) {
                List<SiteId> path = session.paths().get(part);
                LinkId link = topology.between(path.get(0), path.get(1)).orElseThrow();
                legs.add(new Leg(session, part, link));
            }
        }
        // In the order of the links' names, lest two transactions wait for each other.
        legs.sort(Comparator.comparing(leg -> leg.link().toString()));
        return transaction.execute(status -> {
            for (Leg leg : legs) {
                Session session = leg.session();
                switch (sender.prepare(
                        leg.link(),
                        session.paths().get(leg.part()),
                        1,
                        leg.part(),
                        session.manifest(),
                        session.part(leg.part()))) {
                    case Prepared.Sealed(SealedHop hop) -> departures.add(new Departure(leg, hop));
                    case Prepared.Shortage(Outcome why, long bits) -> {
                        status.setRollbackOnly();
                        departures.forEach(departure -> departure.hop().close());
                        departures.clear();
                        return new Result.Failed(why, leg.link(), bits);
                    }
                }
            }
            store.reserve(batch.rows());
            return null;
        });
    }

    private List<RelayAck> transmit(List<Departure> departures) {
        if (departures.size() == 1) {
            return List.of(transmit(departures.getFirst()));
        }
        List<RelayAck> acks = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RelayAck>> pending =
                    departures.stream().map(d -> each.submit(() -> transmit(d))).toList();
            for (int i = 0; i < pending.size(); i++) {
                acks.add(await(pending.get(i), departures.get(i)));
            }
        }
        return acks;
    }

    private RelayAck transmit(Departure departure) {
        Leg leg = departure.leg();
        return sender.transmit(departure.hop(), leg.session().part(leg.part()));
    }

    private static RelayAck await(Future<RelayAck> pending, Departure departure) {
        RelayMessage message = departure.hop().message();
        try {
            return pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part could not be sent", e);
        }
        return RelayAck.refused(Outcome.UNREACHABLE, message.previous(), message.receiver());
    }

    private Result issue(Batch batch, KeyRoute route, boolean servedHere) {
        if (servedHere) {
            List<WaitingKey> waiting = waitingHere(batch, route);
            KeyStore.Put put = store.put(waiting);
            waiting.forEach(key -> key.key().close());
            if (put != KeyStore.Put.STORED) {
                var _ = store.voidKeys(own, batch.allIds(), "not taken at this site");
                return new Result.NotTaken();
            }
        }
        return store.issue(batch.allIds(), route)
                ? new Result.Issued(route)
                : new Result.NotTaken();
    }

    private List<WaitingKey> waitingHere(Batch batch, KeyRoute route) {
        List<WaitingKey> waiting = new ArrayList<>();
        int at = 0;
        for (Manifest.Group group : batch.groupsFor(own)) {
            int bytes = group.sizeBits() / 8;
            for (UUID id : group.ids()) {
                SecretBytes key =
                        SecretBytes.takeFrom(Arrays.copyOfRange(batch.keys(), at, at + bytes));
                waiting.add(
                        new WaitingKey(
                                id,
                                group.master(),
                                group.slaves(),
                                own,
                                key,
                                batch.madeAt(),
                                batch.expiresAt(),
                                route));
                at += bytes;
            }
        }
        return waiting;
    }

    /** The answer that says most, and the link to avoid: the one it blames, else its first. */
    private Result.Failed failed(List<Departure> departures, List<RelayAck> acks, Session session) {
        int worst = -1;
        for (int i = 0; i < acks.size(); i++) {
            boolean mine = departures.get(i).leg().session() == session;
            if (mine && (worst < 0 || !acks.get(i).outcome().isGood())) {
                worst = i;
            }
        }
        RelayAck ack = acks.get(worst);
        Leg leg = departures.get(worst).leg();
        List<SiteId> path = session.paths().get(leg.part());
        for (int hop = 1; hop < path.size(); hop++) {
            LinkId link = topology.between(path.get(hop - 1), path.get(hop)).orElseThrow();
            if (ack.blames(link)) {
                return new Result.Failed(ack.outcome(), link, 0);
            }
        }
        // A batch that is not ready although nobody refused has met a tag that is not the source's.
        Outcome outcome = ack.outcome().isGood() ? Outcome.PARTS_DIFFER : ack.outcome();
        return new Result.Failed(outcome, leg.link(), 0);
    }
}
