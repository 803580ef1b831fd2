package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.control.ControlMessage.AlarmRaised;
import io.warifu.gateway.control.ControlMessage.Go;
import io.warifu.gateway.control.ControlMessage.Held;
import io.warifu.gateway.control.ControlMessage.Hello;
import io.warifu.gateway.control.ControlMessage.KeepAlive;
import io.warifu.gateway.control.ControlMessage.Nak;
import io.warifu.gateway.control.ControlMessage.Offer;
import io.warifu.gateway.control.ControlMessage.Ready;
import io.warifu.gateway.control.ControlMessage.RekeyWanted;
import io.warifu.gateway.control.ControlMessage.Switch;
import io.warifu.gateway.control.ControlMessage.TakeLead;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.EpochKem;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.ledger.KeyMode;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How two gateways agree on epochs and on when to use them, as seen from one end.
 *
 * <p>Guarantee: at any time at most one end leads; only the leading end offers and switches. The
 * end with the lower SAE id leads after every HELLO; the lead passes by TAKE_LEAD and not
 * otherwise, so a lost message leaves nobody leading, until the next HELLO, and never both. An
 * epoch is switched to only when both ends are known to have it in hand. Used by the pair's own
 * thread only.
 */
final class Agreement {

    private final PairNames names;
    private final int spareEpochs;
    private final Epochs epochs;
    private final Means means;
    private final LongSupplier nanoTime;
    private final Session session;
    private final Leader leader;
    private final Responder responder;
    private final Tries tries;
    private final Set<Alarm> standing = EnumSet.noneOf(Alarm.class);
    private boolean connected;
    private boolean talking;
    private boolean leading;
    private boolean leadPassedByFailure;
    private boolean kemBroken;
    private int rekeyWantedFor;

    /**
     * An end that has not heard of the other yet.
     *
     * @param spareEpochs confirmed epochs to have in hand
     * @param notAfterSeconds how long one may wait there
     */
    Agreement(
            PairNames names,
            Policy policy,
            int spareEpochs,
            int notAfterSeconds,
            Epochs epochs,
            Means means,
            LongSupplier nanoTime,
            SecureRandom random) {
        this.names = names;
        this.spareEpochs = spareEpochs;
        this.epochs = epochs;
        this.means = means;
        this.nanoTime = nanoTime;
        this.session = new Session(names, policy, random);
        this.tries = new Tries(random);
        EpochKem kem = new EpochKem(random);
        this.leader =
                new Leader(
                        session,
                        epochs,
                        kem,
                        means,
                        nanoTime,
                        notAfterSeconds,
                        new Leader.Outcome() {
                            @Override
                            public void made(KeyMode mode) {
                                epochMade();
                            }

                            @Override
                            public void failed(Alarm why) {
                                leaderFailed(why);
                            }
                        });
        this.responder =
                new Responder(
                        session,
                        epochs,
                        kem,
                        means,
                        nanoTime,
                        new Leader.Outcome() {
                            @Override
                            public void made(KeyMode mode) {
                                epochMade();
                            }

                            @Override
                            public void failed(Alarm why) {
                                // A lost key is no alarm yet: the leading end offers another.
                                if (why != Alarm.KEY_LOST) {
                                    raise(why);
                                }
                            }
                        });
    }

    /** A control connection stands. */
    void connected(byte[] exporter) {
        down();
        connected = true;
        means.send(session.hello(epochs, exporter));
    }

    /** The control connection is gone. */
    void down() {
        connected = false;
        talking = false;
        leader.abandon("CONTROL_LOST");
        responder.abandon("CONTROL_LOST");
    }

    void received(ControlMessage message) {
        if (message instanceof Hello hello) {
            if (!connected || talking) {
                means.hangUp("HELLO out of place");
                return;
            }
            begin(hello);
            return;
        }
        if (!talking) {
            means.hangUp("a message before HELLO");
            return;
        }
        switch (message) {
            case Hello _, KeepAlive() -> {}
            case Offer offer when !leading -> responder.offered(offer);
            case Go go -> responder.go(go);
            case Ready ready -> leader.ready(ready);
            case Held held -> leader.held(held);
            case Nak nak -> {
                leader.refused(nak);
                responder.refused(nak);
            }
            case Switch(var epoch) when !leading -> {
                if (!epochs.follow(epoch)) {
                    means.hangUp("a switch to an epoch that is not in hand");
                }
            }
            case RekeyWanted(var epoch) -> rekeyWantedFor = epoch;
            case TakeLead() when !leading -> {
                leading = true;
                leadPassedByFailure = true;
            }
            case AlarmRaised(var code, var _) -> Alarm.ofCode(code).ifPresent(standing::add);
            case Offer _, Switch _, TakeLead _ -> means.hangUp("both ends believe to lead");
        }
        tick();
    }

    private void begin(Hello hello) {
        boolean goesOn = session.begin(hello);
        if (!goesOn) {
            epochs.end(CarrierFault.PEER_RESTARTED);
        } else {
            if (hello.currentEpoch() > 0) {
                boolean _ = epochs.follow(hello.currentEpoch());
            }
            epochs.keepOnly(hello.currentEpoch(), hello.inHand());
        }
        talking = true;
        leading = names.ownIsLow();
        leadPassedByFailure = false;
        kemBroken = false;
        standing.remove(Alarm.CONTROL_DOWN);
        tick();
    }

    /** Does what is due. */
    void tick() {
        epochs.sweep(leading);
        if (leading) {
            switchIfDue();
        }
        if (!talking) {
            return;
        }
        if (!leader.isInTime()) {
            means.hangUp("no answer to an offer");
            return;
        }
        responder.tick();
        if (leading) {
            makeIfDue();
        } else {
            wantIfDue();
        }
    }

    private void switchIfDue() {
        List<Integer> inHand = epochs.inHand();
        if (inHand.isEmpty()) {
            return;
        }
        EpochInUse now = epochs.current();
        long nowNanos = nanoTime.getAsLong();
        boolean due =
                now == null
                        || !epochs.maySend(now, nowNanos)
                        || (isWanted(now, nowNanos)
                                && nowNanos - now.sinceNanos()
                                        >= epochs.limits().minAge().toNanos());
        if (due && epochs.follow(inHand.getFirst())) {
            means.send(new Switch(inHand.getFirst()));
        }
    }

    private boolean isWanted(EpochInUse now, long nowNanos) {
        return rekeyWantedFor == now.number() || epochs.nextIsWanted(now, nowNanos);
    }

    private void makeIfDue() {
        if (leader.isIdle()
                && epochs.inHand().size() < spareEpochs
                && tries.mayTry(nanoTime.getAsLong())) {
            leader.make(
                    kemBroken && session.allows(KeyMode.QKD_ONLY)
                            ? KeyMode.QKD_ONLY
                            : KeyMode.QKD_AND_PQC);
        }
    }

    private void wantIfDue() {
        EpochInUse now = epochs.current();
        if (now != null
                && rekeyWantedFor != now.number()
                && epochs.nextIsWanted(now, nanoTime.getAsLong())) {
            rekeyWantedFor = now.number();
            means.send(new RekeyWanted(now.number()));
        }
    }

    private void epochMade() {
        tries.succeeded();
        leadPassedByFailure = false;
        standing.clear();
        tick();
    }

    private void leaderFailed(Alarm why) {
        if (why == Alarm.KEM_FAILED) {
            kemBroken = true;
        }
        if (why == Alarm.KEY_MISMATCH) {
            raise(why);
        }
        if (!tries.failed(nanoTime.getAsLong())) {
            return;
        }
        raise(why);
        if (leadPassedByFailure && session.allows(KeyMode.PQC_ONLY)) {
            // Neither end gets QKD keys, and both policies allow to go on without for now.
            leader.make(KeyMode.PQC_ONLY);
            return;
        }
        leading = false;
        means.send(new TakeLead());
    }

    private void raise(Alarm alarm) {
        if (standing.add(alarm)) {
            means.alarm(alarm);
            EpochInUse now = epochs.current();
            means.send(new AlarmRaised(alarm.code(), now == null ? 0 : now.number()));
        }
    }

    /** Counts a key that was given up. */
    void burnt() {
        tries.burnt(nanoTime.getAsLong());
    }

    boolean isLeading() {
        return leading;
    }

    boolean isTalking() {
        return talking;
    }

    /** What keeps the next epoch from being made, if something does. */
    Optional<Alarm> trouble() {
        return standing.stream().findFirst();
    }

    Optional<UUID> session() {
        return session.id();
    }

    /** Wipes everything. */
    void close() {
        down();
        leading = false;
        epochs.end(CarrierFault.SHUTTING_DOWN);
        session.chain().close();
    }
}
