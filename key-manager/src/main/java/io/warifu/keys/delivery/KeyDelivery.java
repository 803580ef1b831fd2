package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.Consignment;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.relay.KeyRelay.Delivered;
import io.warifu.keys.relay.KeyRelay.Exhausted;
import io.warifu.keys.relay.KeyRelay.NotTaken;
import io.warifu.keys.relay.KeyRelay.Unreachable;
import io.warifu.keys.store.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The three methods of ETSI GS QKD 014, without HTTP.
 *
 * <p>Guarantee: when a master gets a key, its slave's key manager has committed the same key, and
 * this one has committed that it issued it. The slave gets it once. If this process dies between
 * the two commits and the answer, the key is lost and expires; it is never handed out twice.
 */
final class KeyDelivery {

    /** More requests than this wait for their turn, so that overload stays a queue, not a jam. */
    static final int MAX_PARALLEL_RELAYS = 16;

    static final long MAX_WAIT_FOR_TURN_SECONDS = 20;

    private final Semaphore turns = new Semaphore(MAX_PARALLEL_RELAYS, true);
    private final SiteId own;
    private final SaeDirectory saes;
    private final KeyStore store;
    private final KeyRelay relay;
    private final InstantSource clock;
    private final long linkCapacityBits;

    KeyDelivery(
            SiteId own,
            SaeDirectory saes,
            KeyStore store,
            KeyRelay relay,
            InstantSource clock,
            long linkCapacityBits) {
        this.own = own;
        this.saes = saes;
        this.store = store;
        this.relay = relay;
        this.clock = clock;
        this.linkCapacityBits = linkCapacityBits;
    }

    /** Keys for the master; the caller closes them. */
    Consignment encKeys(SaeId masterId, SaeId slaveId, EncRequest request) {
        Sae master = known(masterId, "master_SAE_ID");
        Sae slave = other(masterId, slaveId, "slave_SAE_ID");
        Consignment keys =
                slave.home().equals(own)
                        ? keepHere(master, slave, request)
                        : relayed(master, slave, request);
        try {
            store.recordIssued(keys.issued(clock.instant()));
            return keys;
        } catch (RuntimeException e) {
            takeBack(keys);
            throw e;
        }
    }

    /** Keys for the slave in the order of {@code ids}; the caller closes them. */
    List<SecretBytes> decKeys(SaeId slaveId, SaeId masterId, List<UUID> ids) {
        other(slaveId, masterId, "master_SAE_ID");
        return switch (store.take(slaveId, masterId, ids, clock.instant())) {
            case KeyStore.Taken.Keys(List<SecretBytes> keys) -> keys;
            case KeyStore.Taken.NotFound _ -> throw KeyRefusal.badRequest(KeyRefusal.NOT_FOUND);
            case KeyStore.Taken.NotEntitled _ ->
                    throw KeyRefusal.unauthorized(
                            "the caller is not entitled to one or more of the keys");
        };
    }

    KeyStatus status(SaeId masterId, SaeId slaveId) {
        Sae slave = other(masterId, slaveId, "slave_SAE_ID");
        int most = Math.toIntExact(linkCapacityBits / 2 / KeyRequestReader.DEFAULT_SIZE_BITS);
        long stored =
                slave.home().equals(own)
                        ? most
                        : relay.availableBits(slave.home()) / KeyRequestReader.DEFAULT_SIZE_BITS;
        return new KeyStatus(
                own.value(),
                slave.home().value(),
                masterId.value(),
                slaveId.value(),
                KeyRequestReader.DEFAULT_SIZE_BITS,
                (int) Math.min(stored, most),
                most,
                Consignment.MAX_KEYS,
                Consignment.MAX_KEY_BITS,
                Consignment.MIN_KEY_BITS,
                0);
    }

    private Consignment relayed(Sae master, Sae slave, EncRequest request) {
        awaitTurn();
        try {
            return relayedNow(master, slave, request);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(MAX_WAIT_FOR_TURN_SECONDS, TimeUnit.SECONDS)) {
                throw KeyRefusal.unavailable("too many requests at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeyRefusal.unavailable("the key manager is stopping");
        }
    }

    private Consignment relayedNow(Sae master, Sae slave, EncRequest request) {
        return switch (relay.send(master, slave, request.number(), request.sizeBits())) {
            case Delivered(Consignment keys, _) -> keys;
            case Exhausted(long availableBits) ->
                    throw KeyRefusal.exhausted(
                            availableBits, (long) request.number() * request.sizeBits());
            case Unreachable _ ->
                    throw KeyRefusal.unavailable("the slave's key manager does not answer");
            case NotTaken _ ->
                    throw KeyRefusal.unavailable("the slave's key manager takes no keys now");
        };
    }

    /** Both SAEs live here: no link is crossed. */
    private Consignment keepHere(Sae master, Sae slave, EncRequest request) {
        Consignment keys = relay.make(master, slave, request.number(), request.sizeBits());
        var waiting = keys.waiting(keys.expiresAt());
        KeyStore.Put put = store.put(waiting);
        waiting.forEach(key -> key.key().close());
        if (put != KeyStore.Put.STORED) {
            keys.close();
            throw KeyRefusal.unavailable("too many keys wait for the slave");
        }
        return keys;
    }

    private void takeBack(Consignment keys) {
        if (keys.destination().equals(own)) {
            store.cancel(own, keys.keyIds());
        } else {
            relay.cancel(keys);
        }
        keys.close();
    }

    private Sae other(SaeId caller, SaeId named, String parameter) {
        if (caller.equals(named)) {
            throw KeyRefusal.badRequest(parameter + " shall not be the caller");
        }
        return known(named, parameter);
    }

    private Sae known(SaeId id, String parameter) {
        return saes.byId(id).orElseThrow(() -> KeyRefusal.badRequest(parameter + " is not known"));
    }
}
