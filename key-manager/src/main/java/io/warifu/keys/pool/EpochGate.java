package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The epochs this process has agreed on with the other ends. It begins closed: a process that has
 * not spoken with the other end gives no pads, because its database may be an old one.
 */
final class EpochGate {

    private final Map<LinkId, Long> agreed = new ConcurrentHashMap<>();
    private final Set<LinkId> suspected = ConcurrentHashMap.newKeySet();

    OptionalLong agreed(LinkId link) {
        Long epoch = agreed.get(link);
        return epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }

    void agree(LinkId link, long epoch) {
        if (!suspected.contains(link)) {
            agreed.put(link, epoch);
        }
    }

    void close(LinkId link) {
        var _ = agreed.remove(link);
    }

    /** Closed until a new epoch was opened. */
    void suspect(LinkId link) {
        suspected.add(link);
        close(link);
    }

    boolean suspects(LinkId link) {
        return suspected.contains(link);
    }

    void clear(LinkId link) {
        suspected.remove(link);
    }
}
