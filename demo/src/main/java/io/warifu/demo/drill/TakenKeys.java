package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.gatewaytrial.Supply;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the keys between two sites run dry for others, by taking all of them. */
final class TakenKeys implements Supply {

    private static final int CLIENTS = 4;

    private final Network network;
    private final Site from;
    private final Site to;
    private @Nullable Greed greed;

    TakenKeys(Network network, Site from, Site to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    @Override
    public void runDry() throws IOException {
        greed = new Greed(SaePair.ofDrill(network, from, to), CLIENTS);
    }

    @Override
    public void refill() throws IOException {
        Greed taking = greed;
        greed = null;
        if (taking != null) {
            taking.close();
        }
    }
}
