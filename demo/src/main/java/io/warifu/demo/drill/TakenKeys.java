package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.gatewaytrial.Supply;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the keys between two sites run dry for others: the fibres of the first site go dark, so
 * that no new ones come, and consumers take all that there are in either direction, since either
 * end of a pair may be the one that asks.
 */
final class TakenKeys implements Supply {

    private static final int CLIENTS = 2;

    private final Network network;
    private final Site from;
    private final Site to;
    private final List<TappedLink> fibres;
    private final List<Greed> greedy = new ArrayList<>();

    TakenKeys(Network network, Site from, Site to) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.fibres =
                NetworkPlan.LINKS.stream()
                        .filter(link -> link.alice().equals(from) || link.bob().equals(from))
                        .map(link -> new TappedLink(network, link))
                        .toList();
    }

    @Override
    public void runDry() throws IOException {
        fibres.forEach(fibre -> fibre.attackFibre("BEAM_BLOCK", 1.0));
        greedy.add(new Greed(SaePair.ofDrill(network, from, to), CLIENTS));
        greedy.add(new Greed(SaePair.ofDrill(network, to, from), CLIENTS));
    }

    @Override
    public void refill() throws IOException {
        fibres.forEach(TappedLink::leaveFibre);
        while (!greedy.isEmpty()) {
            greedy.removeLast().close();
        }
    }
}
