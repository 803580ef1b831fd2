package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.cipher.TrafficKeys;
import io.warifu.kernel.secret.SecretBytes;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * One QKD key of a site pair in use: gives carriers their keys, and counts what they move.
 *
 * <p>Guarantee: the QKD key itself is not kept, only the link secret made from it, which {@link
 * #close()} wipes; a carrier that has its traffic keys does not need it any more. A carrier name is
 * admitted once.
 */
public final class Epoch implements AutoCloseable {

    /** Carriers that one epoch may admit; the opener changes keys at half of it. */
    public static final int MAX_CARRIERS = 65_536;

    private final UUID keyId;
    private final SecretBytes link;
    private final long bornNanos;
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger carriers = new AtomicInteger();
    private final Set<CarrierName> admitted = new HashSet<>();

    /** Makes the epoch of {@code key} and wipes the key. */
    static Epoch of(UUID keyId, SecretBytes key, String opener, String acceptor, long bornNanos) {
        try (key) {
            return new Epoch(keyId, KeySchedule.link(key, opener, acceptor, keyId), bornNanos);
        }
    }

    private Epoch(UUID keyId, SecretBytes link, long bornNanos) {
        this.keyId = keyId;
        this.link = link;
        this.bornNanos = bornNanos;
    }

    /** What {@link #admit} found. */
    public enum Admission {
        NEW,
        REPLAYED,
        FULL
    }

    public UUID keyId() {
        return keyId;
    }

    /** The first four bytes of the key_ID, which stand in every header. */
    public int shortName() {
        return shortName(keyId);
    }

    public static int shortName(UUID keyId) {
        return (int) (keyId.getMostSignificantBits() >>> Integer.SIZE);
    }

    public OneUseSeal openSeal(CarrierName carrier, byte[] randomC) {
        return new OneUseSeal(KeySchedule.openKey(link, carrier, randomC));
    }

    public OneUseSeal answerSeal(CarrierName carrier, byte[] randomC) {
        return new OneUseSeal(KeySchedule.answerKey(link, carrier, randomC));
    }

    public TrafficKeys trafficKeys(CarrierName carrier, byte[] randomC, byte[] randomS) {
        return KeySchedule.trafficKeys(link, carrier, randomC, randomS);
    }

    /** Takes {@code carrier} in, once. To be called only after its OPEN was verified. */
    public synchronized Admission admit(CarrierName carrier) {
        if (admitted.contains(carrier)) {
            return Admission.REPLAYED;
        }
        if (admitted.size() >= MAX_CARRIERS) {
            return Admission.FULL;
        }
        admitted.add(carrier);
        carriers.incrementAndGet();
        return Admission.NEW;
    }

    void countCarrier() {
        carriers.incrementAndGet();
    }

    public int carriers() {
        return carriers.get();
    }

    public void countBytes(int moved) {
        bytes.add(moved);
    }

    public long bytes() {
        return bytes.sum();
    }

    public long bornNanos() {
        return bornNanos;
    }

    @Override
    public void close() {
        link.close();
    }
}
