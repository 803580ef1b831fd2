package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import io.warifu.keys.delivery.KeySupply.Taken;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.fairness.Admission;
import io.warifu.keys.fairness.Fairness;
import io.warifu.keys.fairness.SaePair;
import io.warifu.keys.relay.KeyOrder;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.relay.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The three methods of ETSI GS QKD 014, without HTTP.
 *
 * <p>Guarantee: when a master gets a key, the key manager of each slave has committed the same key,
 * and this one has committed that it issued it. Each slave gets it once. If this process dies
 * between the commits and the answer, the key is lost and expires; it is never handed out twice.
 * What is refused has consumed nothing.
 */
final class KeyDelivery {

    /**
     * More requests than this wait for their turn. Those under way are what a batch is gathered
     * from, so this is well above what one batch carries.
     */
    static final int MAX_PARALLEL_ORDERS = 512;

    static final long MAX_WAIT_FOR_TURN_SECONDS = 20;

    /** What a batch takes besides its keys: two keys of tags and the key of READY. */
    private static final long OVERHEAD_BITS = 3 * 256;

    private final Semaphore turns = new Semaphore(MAX_PARALLEL_ORDERS, true);
    private final SiteId own;
    private final SaeDirectory saes;
    private final KeySupply supply;
    private final Fairness fairness;
    private final int maxKeyCount;

    KeyDelivery(
            SiteId own,
            SaeDirectory saes,
            KeySupply supply,
            Fairness fairness,
            long linkCapacityBits) {
        this.own = own;
        this.saes = saes;
        this.supply = supply;
        this.fairness = fairness;
        this.maxKeyCount =
                (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                linkCapacityBits / 2 / KeyLimits.DEFAULT_SIZE_BITS);
    }

    /** Keys for the master; the caller closes them. */
    List<ReadyKey> encKeys(SaeId masterId, SaeId slaveId, EncRequest request) {
        List<Sae> slaves = new ArrayList<>();
        slaves.add(other(masterId, slaveId, "slave_SAE_ID"));
        Set<SaeId> named = new HashSet<>(Set.of(masterId, slaveId));
        for (SaeId additional : request.additional()) {
            if (!named.add(additional)) {
                throw KeyRefusal.badRequest(
                        "additional_slave_SAE_IDs shall name other SAEs, each once");
            }
            slaves.add(known(additional, "an entry of additional_slave_SAE_IDs"));
        }
        Sae master = known(masterId, "master_SAE_ID");
        awaitTurn();
        try {
            return admitted(master, slaves, request);
        } finally {
            turns.release();
        }
    }

    /** Keys for the slave in the order of {@code ids}; the caller closes them. */
    List<ReadyKey> decKeys(SaeId slaveId, SaeId masterId, List<UUID> ids) {
        var _ = other(slaveId, masterId, "master_SAE_ID");
        return switch (supply.take(slaveId, masterId, ids)) {
            case Taken.Keys(List<ReadyKey> keys) -> keys;
            case Taken.NotFound _ -> throw KeyRefusal.badRequest(KeyRefusal.NOT_FOUND);
            case Taken.NotEntitled _ ->
                    throw KeyRefusal.unauthorized(
                            "the caller is not entitled to one or more of the keys");
        };
    }

    KeyStatus status(SaeId masterId, SaeId slaveId) {
        Sae slave = other(masterId, slaveId, "slave_SAE_ID");
        long stored = supply.availableBits(slave.home()) / KeyLimits.DEFAULT_SIZE_BITS;
        return new KeyStatus(
                own.value(),
                slave.home().value(),
                masterId.value(),
                slaveId.value(),
                KeyLimits.DEFAULT_SIZE_BITS,
                (int) Math.min(stored, maxKeyCount),
                maxKeyCount,
                KeyLimits.MAX_KEYS_PER_REQUEST,
                KeyLimits.MAX_SIZE_BITS,
                KeyLimits.MIN_SIZE_BITS,
                KeyLimits.MAX_ADDITIONAL_SLAVES);
    }

    /** Draws on the links' stock only as far as other pairs' shares allow. */
    private List<ReadyKey> admitted(Sae master, List<Sae> slaves, EncRequest request) {
        List<Sae> remote = slaves.stream().filter(slave -> !slave.home().equals(own)).toList();
        if (remote.isEmpty()) {
            return ordered(master, slaves, request);
        }
        List<SaePair> pairs =
                remote.stream().map(slave -> new SaePair(master.id(), slave.id())).toList();
        long stock =
                remote.stream()
                        .mapToLong(slave -> supply.availableBits(slave.home()))
                        .min()
                        .orElse(0);
        long bits = (long) request.number() * request.sizeBits();
        return switch (fairness.admit(pairs, bits, OVERHEAD_BITS, stock)) {
            case Admission.Refused(long available, int seconds) ->
                    throw KeyRefusal.exhausted(available, bits, seconds);
            case Admission.Admitted(Admission.Ticket ticket) -> {
                try (ticket) {
                    List<ReadyKey> keys = ordered(master, slaves, request);
                    ticket.drawn();
                    yield keys;
                }
            }
        };
    }

    /** With the optional wishes if they can be met, else without them. */
    private List<ReadyKey> ordered(Sae master, List<Sae> slaves, EncRequest request) {
        Wishes both = request.mandatory().over(request.optional());
        Sent sent = supply.send(order(master, slaves, request, both));
        if (!(sent instanceof Sent.Issued) && !both.equals(request.mandatory())) {
            sent = supply.send(order(master, slaves, request, request.mandatory()));
        }
        return switch (sent) {
            case Sent.Issued(List<ReadyKey> keys) -> keys;
            case Sent.Exhausted(long availableBits) ->
                    throw KeyRefusal.exhausted(
                            availableBits, (long) request.number() * request.sizeBits());
            case Sent.Unreachable _ ->
                    throw KeyRefusal.unavailable("a slave's key manager does not answer");
            case Sent.NotTaken _ ->
                    throw KeyRefusal.unavailable("a slave's key manager takes no keys now");
            case Sent.PolicyNotMet _ ->
                    throw request.mandatory().isEmpty()
                            ? KeyRefusal.unavailable("no way to the slave can be used now")
                            : KeyRefusal.mandatoryNotMet(request.mandatory().names());
        };
    }

    private static KeyOrder order(Sae master, List<Sae> slaves, EncRequest request, Wishes wishes) {
        return new KeyOrder(master, slaves, request.number(), request.sizeBits(), wishes.policy());
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
