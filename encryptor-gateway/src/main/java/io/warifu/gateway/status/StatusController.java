package io.warifu.gateway.status;

import io.warifu.gateway.epoch.Epoch;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.status.GatewayStatus.KeyInUse;
import io.warifu.gateway.status.GatewayStatus.PeerStatus;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnel.PeerLink;
import io.warifu.gateway.tunnel.PeerTraffic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers "what is this gateway doing" for operators and for the command line. */
@RestController
public final class StatusController {

    private final String site;
    private final Gateway gateway;
    private final LongSupplier nanoTime;

    public StatusController(String site, Gateway gateway, LongSupplier nanoTime) {
        this.site = site;
        this.gateway = gateway;
        this.nanoTime = nanoTime;
    }

    @GetMapping("/api/v1/status")
    GatewayStatus status() {
        return new GatewayStatus(
                site,
                gateway.openCarriers(),
                gateway.links().stream().map(this::peer).toList(),
                faults(gateway.strangers()));
    }

    private PeerStatus peer(PeerLink link) {
        PeerTraffic traffic = link.traffic();
        return new PeerStatus(
                link.site().value(),
                keys(link.openerEpochs().current().stream().toList()),
                keys(link.acceptorEpochs().held()),
                traffic.open(),
                traffic.opened(),
                traffic.accepted(),
                traffic.bytesSent(),
                traffic.bytesReceived(),
                faults(traffic));
    }

    private List<KeyInUse> keys(List<Epoch> epochs) {
        long now = nanoTime.getAsLong();
        return epochs.stream()
                .map(epoch ->
                        new KeyInUse(
                                epoch.keyId(),
                                TimeUnit.NANOSECONDS.toSeconds(now - epoch.bornNanos()),
                                epoch.carriers(),
                                epoch.bytes()))
                .toList();
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
