package io.warifu.gateway.status;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.pair.PairSnapshot.EpochView;
import io.warifu.gateway.status.GatewayStatus.EpochStatus;
import io.warifu.gateway.status.GatewayStatus.PeerStatus;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnel.PeerTraffic;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers "what is this gateway doing" for operators and for the command line. */
@RestController
public final class StatusController {

    private final String site;
    private final Gateway gateway;

    public StatusController(String site, Gateway gateway) {
        this.site = site;
        this.gateway = gateway;
    }

    @GetMapping("/api/v1/status")
    GatewayStatus status() {
        return new GatewayStatus(
                site,
                gateway.openCarriers(),
                gateway.parkedCarriers(),
                gateway.pairs().stream().map(this::peer).toList(),
                faults(gateway.strangers()));
    }

    private PeerStatus peer(PairSnapshot pair) {
        PeerTraffic traffic = gateway.traffic(pair.peer());
        return new PeerStatus(
                pair.peer().value(),
                pair.state(),
                pair.reason(),
                pair.inUse().map(StatusController::epoch),
                pair.inHand().stream().map(StatusController::epoch).toList(),
                traffic.open(),
                traffic.opened(),
                traffic.accepted(),
                traffic.bytesSent(),
                traffic.bytesReceived(),
                faults(traffic));
    }

    private static EpochStatus epoch(EpochView view) {
        return new EpochStatus(
                view.epoch(),
                view.keyId(),
                view.mode(),
                view.age().toSeconds(),
                view.left().toSeconds(),
                view.totals().carriers(),
                view.totals().bytesSent() + view.totals().bytesReceived());
    }

    private static Map<String, Long> faults(PeerTraffic traffic) {
        Map<String, Long> counted = new TreeMap<>();
        for (CarrierFault fault : CarrierFault.values()) {
            long count = traffic.faults(fault);
            if (count > 0) {
                counted.put(fault.tag(), count);
            }
        }
        return counted;
    }
}
