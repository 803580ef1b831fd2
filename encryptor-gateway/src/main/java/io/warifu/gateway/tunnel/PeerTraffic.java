package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.CarrierFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happened between this gateway and one peer since the start. */
public final class PeerTraffic {

    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final Map<CarrierFault, LongAdder> faults = new EnumMap<>(CarrierFault.class);

    PeerTraffic() {
        for (CarrierFault fault : CarrierFault.values()) {
            faults.put(fault, new LongAdder());
        }
    }

    void carrierOpened() {
        opened.increment();
        open.incrementAndGet();
    }

    void carrierAccepted() {
        accepted.increment();
        open.incrementAndGet();
    }

    void carrierEnded() {
        open.decrementAndGet();
    }

    void sent(int bytes) {
        bytesSent.add(bytes);
    }

    void received(int bytes) {
        bytesReceived.add(bytes);
    }

    void fault(CarrierFault fault) {
        adder(fault).increment();
    }

    public int open() {
        return open.get();
    }

    public long opened() {
        return opened.sum();
    }

    public long accepted() {
        return accepted.sum();
    }

    /** Plain bytes sealed and sent. */
    public long bytesSent() {
        return bytesSent.sum();
    }

    /** Plain bytes received and verified. */
    public long bytesReceived() {
        return bytesReceived.sum();
    }

    public long faults(CarrierFault fault) {
        return adder(fault).sum();
    }

    private LongAdder adder(CarrierFault fault) {
        LongAdder adder = faults.get(fault);
        if (adder == null) {
            throw new IllegalStateException("every fault has its counter");
        }
        return adder;
    }
}
