package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochTotals;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * An epoch that carriers send and receive under.
 *
 * <p>Guarantee: it counts who holds keys of it: itself as long as it has its link secret, and each
 * direction of each carrier; when the last of them lets go, it is erased, once, with totals that
 * are final. A carrier name is admitted once. Thread-safe.
 */
public final class EpochInUse implements LiveEpoch {

    /** Carriers that one epoch may admit; a new epoch is asked for at half of it. */
    public static final int MAX_CARRIERS = 65_536;

    private final EpochEntry entry;
    private final LinkSecret link;
    private final long sinceNanos;
    private final Consumer<ErasedEpoch> erased;
    private final AtomicInteger holders = new AtomicInteger(1);
    private final AtomicInteger carriers = new AtomicInteger();
    private final Set<CarrierName> admitted = new HashSet<>();
    private volatile boolean linkWiped;
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder recordsSent = new LongAdder();
    private final LongAdder recordsReceived = new LongAdder();

    EpochInUse(EpochEntry entry, LinkSecret link, long sinceNanos, Consumer<ErasedEpoch> erased) {
        this.entry = entry;
        this.link = link;
        this.sinceNanos = sinceNanos;
        this.erased = erased;
    }

    /** What {@link #admit} found. */
    public enum Admission {
        NEW,
        REPLAYED,
        FULL
    }

    @Override
    public EpochEntry entry() {
        return entry;
    }

    /** When it came into use at this end. */
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public OneUseSeal openSeal(CarrierNames names) throws CarrierFaultException {
        return link.openSeal(names);
    }

    @Override
    public OneUseSeal answerSeal(CarrierNames names) throws CarrierFaultException {
        return link.answerSeal(names);
    }

    @Override
    public DirectionKey trafficKey(CarrierNames names, byte[] randomS, boolean openerToAcceptor)
            throws CarrierFaultException {
        return link.trafficKey(names, randomS, openerToAcceptor);
    }

    /** Takes {@code carrier} in, once. To be called only after its OPEN was verified. */
    public Admission admit(CarrierName carrier) {
        synchronized (admitted) {
            if (admitted.contains(carrier)) {
                return Admission.REPLAYED;
            }
            if (admitted.size() >= MAX_CARRIERS) {
                return Admission.FULL;
            }
            admitted.add(carrier);
        }
        carriers.incrementAndGet();
        return Admission.NEW;
    }

    /** A carrier that this end opens. */
    public void countCarrier() {
        carriers.incrementAndGet();
    }

    public int carriers() {
        return carriers.get();
    }

    /**
     * The key of one direction of a carrier, which holds this epoch from now on until {@link
     * #release}.
     *
     * @throws CarrierFaultException EPOCH_UNKNOWN if the epoch is wiped; then nothing is held
     */
    public DirectionKey hold(CarrierNames names, byte[] randomS, boolean openerToAcceptor)
            throws CarrierFaultException {
        if (holders.getAndUpdate(now -> now == 0 ? 0 : now + 1) == 0) {
            throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
        }
        try {
            return trafficKey(names, randomS, openerToAcceptor);
        } catch (CarrierFaultException | RuntimeException e) {
            release();
            throw e;
        }
    }

    /** A direction of a carrier has wiped its key. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            erased.accept(new ErasedEpoch(entry.name(), totals()));
        }
    }

    /** Whether carriers can still get keys of it. */
    public boolean givesKeys() {
        return !linkWiped;
    }

    public boolean isErased() {
        return holders.get() == 0;
    }

    public void sent(int records, int plainBytes) {
        bytesSent.add(plainBytes);
        recordsSent.add(records);
    }

    public void received(int plainBytes) {
        bytesReceived.add(plainBytes);
        recordsReceived.increment();
    }

    /** Plain bytes of both directions. */
    public long bytes() {
        return bytesSent.sum() + bytesReceived.sum();
    }

    public EpochTotals totals() {
        return new EpochTotals(
                bytesSent.sum(),
                bytesReceived.sum(),
                recordsSent.sum(),
                recordsReceived.sum(),
                carriers.get());
    }

    /** Wipes the link secret: from now on no carrier gets a key of this epoch. */
    public void wipeLink() {
        synchronized (admitted) {
            if (linkWiped) {
                return;
            }
            linkWiped = true;
            admitted.clear();
        }
        link.close();
        release();
    }
}
