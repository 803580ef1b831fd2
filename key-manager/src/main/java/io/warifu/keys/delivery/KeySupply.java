package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.KeyOrder;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.relay.Sent;
import java.util.List;
import java.util.UUID;

/**
 * Where keys come from and where they wait for their slaves.
 *
 * <p>Guarantee: {@link Sent.Issued} is returned only after every destination has committed the keys
 * and this site has committed that it issued them; {@link #take} gives each slave its key once, all
 * of a request or none.
 */
interface KeySupply {

    Sent send(KeyOrder order);

    /**
     * Key under which this site can send towards {@code destination}, as far as it is known here.
     */
    long availableBits(SiteId destination);

    Taken take(SaeId slave, SaeId master, List<UUID> ids);

    /** What a slave gets. */
    sealed interface Taken {
        /** In the order of the ids asked for. */
        record Keys(List<ReadyKey> keys) implements Taken {}

        /** At least one id is not known, delivered already, expired, or of another master. */
        record NotFound() implements Taken {}

        /** At least one key waits for other SAEs only. */
        record NotEntitled() implements Taken {}
    }
}
