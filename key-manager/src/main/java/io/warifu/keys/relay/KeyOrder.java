package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeId;
import java.util.List;

/** Keys to be made for a master and all its slaves, wherever they live. */
public record KeyOrder(Sae master, List<Sae> slaves, int number, int sizeBits, RoutePolicy policy) {

    public static final int MAX_KEYS = 128;
    public static final int MAX_SLAVES = 16;
    public static final int MIN_KEY_BITS = 64;
    public static final int MAX_KEY_BITS = 4096;

    public KeyOrder {
        slaves = List.copyOf(slaves);
        if (slaves.isEmpty()
                || slaves.size() > MAX_SLAVES
                || number < 1
                || number > MAX_KEYS
                || sizeBits < MIN_KEY_BITS
                || sizeBits > MAX_KEY_BITS
                || sizeBits % 8 != 0) {
            throw new IllegalArgumentException("an order beyond the limits");
        }
    }

    /** Where its slaves live, in the order of the alphabet. */
    List<SiteId> destinations() {
        return slaves.stream().map(Sae::home).distinct().sorted().toList();
    }

    List<SaeId> slavesAt(SiteId site) {
        return slaves.stream().filter(slave -> slave.home().equals(site)).map(Sae::id).toList();
    }

    List<SaeId> slaveIds() {
        return slaves.stream().map(Sae::id).toList();
    }

    int bytes() {
        return number * (sizeBits / 8);
    }
}
