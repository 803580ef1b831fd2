package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage.Hello;
import io.warifu.gateway.control.ControlMessage.Offer;
import io.warifu.gateway.epoch.Chain;
import io.warifu.gateway.epoch.EpochTerms;
import io.warifu.gateway.ledger.KeyMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/**
 * One common life of two gateway processes: its name, its epoch numbers, its chain.
 *
 * <p>Guarantee: epoch numbers rise and never repeat as long as either process lives; a process that
 * was restarted draws another random, so the session has another name.
 */
final class Session {

    private static final byte[] LABEL = "qgw1 session".getBytes(StandardCharsets.US_ASCII);

    private final PairNames names;
    private final Policy policy;
    private final byte[] life = new byte[Hello.LIFE_BYTES];
    private final Chain chain = new Chain();
    private Optional<UUID> id = Optional.empty();
    private int lastEpoch;
    private int peersPolicy;
    private byte[] exporter = new byte[EpochTerms.EXPORTER_BYTES];

    Session(PairNames names, Policy policy, SecureRandom random) {
        this.names = names;
        this.policy = policy;
        random.nextBytes(life);
    }

    /** This end's first word on a new control connection. */
    Hello hello(Epochs epochs, byte[] newExporter) {
        exporter = newExporter.clone();
        var current = epochs.current();
        return new Hello(
                life,
                policy.code(),
                lastEpoch,
                current == null ? 0 : current.number(),
                epochs.inHand(),
                chain.epoch(),
                chain.tag(exporter));
    }

    /**
     * Takes the other end's first word in.
     *
     * @return whether the session goes on; if not, everything of the one before is void
     */
    boolean begin(Hello peers) {
        UUID now = name(peers.life());
        boolean goesOn = id.isPresent() && id.get().equals(now);
        id = Optional.of(now);
        peersPolicy = peers.policy();
        lastEpoch = Math.max(lastEpoch, peers.lastEpoch());
        boolean sameChain =
                goesOn
                        && chain.epoch() == peers.chainEpoch()
                        && MessageDigest.isEqual(chain.tag(exporter), peers.chainTag());
        if (!sameChain) {
            chain.clear();
        }
        return goesOn;
    }

    Optional<UUID> id() {
        return id;
    }

    Chain chain() {
        return chain;
    }

    /** The next number; every number is drawn once. */
    int nextEpoch() {
        lastEpoch = Math.incrementExact(lastEpoch);
        return lastEpoch;
    }

    /** Whether the other end may offer this number; a number is taken once. */
    boolean take(int epoch) {
        if (epoch <= lastEpoch) {
            return false;
        }
        lastEpoch = epoch;
        return true;
    }

    /** Whether both ends allow it. */
    boolean allows(KeyMode mode) {
        for (Policy known : Policy.values()) {
            if (known.code() == peersPolicy) {
                return policy.allows(mode) && known.allows(mode);
            }
        }
        return false;
    }

    /** The terms of an epoch that this end offers. */
    EpochTerms offered(KeyMode mode, int epoch, int notAfterSeconds, Optional<UUID> keyId) {
        return terms(mode, epoch, notAfterSeconds, keyId, names.ownIsLow());
    }

    /** The terms of an epoch that the other end offers. */
    EpochTerms terms(Offer offer) {
        return terms(
                offer.mode(),
                offer.epoch(),
                offer.notAfterSeconds(),
                offer.keyId(),
                !names.ownIsLow());
    }

    private EpochTerms terms(
            KeyMode mode,
            int epoch,
            int notAfterSeconds,
            Optional<UUID> keyId,
            boolean initiatorIsLow) {
        int own = policy.code();
        return new EpochTerms(
                names.peer(),
                mode,
                new EpochTerms.Ends(
                        names.low(),
                        names.high(),
                        names.ownIsLow() ? own : peersPolicy,
                        names.ownIsLow() ? peersPolicy : own),
                id.orElseThrow(() -> new IllegalStateException("no session yet")),
                epoch,
                initiatorIsLow,
                notAfterSeconds,
                keyId,
                exporter);
    }

    private UUID name(byte[] peersLife) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-384");
            sha.update(LABEL);
            sha.update(names.ownIsLow() ? life : peersLife);
            ByteBuffer digest = ByteBuffer.wrap(sha.digest(names.ownIsLow() ? peersLife : life));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-384", e);
        }
    }
}
