package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.GatewayPair;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** One kind of fault between two gateways. */
public interface Trial {

    /** What the pair must be started with. */
    GatewayPair.Choice choice();

    /**
     * Causes the fault and watches.
     *
     * @param pair started with {@link #choice}, both ends ready; left in working order
     * @param tell takes a line of progress now and then
     */
    Findings run(GatewayPair pair, Consumer<String> tell) throws IOException, InterruptedException;

    /** Epochs that follow each other fast enough for a trial to see several. */
    static Map<String, Object> quickEpochs(int softSeconds, int hardSeconds) {
        return Map.of(
                "soft-time", softSeconds + "s",
                "min-epoch-age", "1s",
                "hard-time", hardSeconds + "s");
    }
}
