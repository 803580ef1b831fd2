package io.warifu.keys.status;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.pool.LinkAccount;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkView;
import io.warifu.keys.pool.OwnLinks;
import io.warifu.keys.store.KeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/**
 * {@code GET /actuator/warifukeys} on the management port: stock, alarm, epoch and books of each
 * own link.
 */
@Component
@Endpoint(id = "warifukeys")
final class StatusEndpoint {

    private final KeyManagerProperties properties;
    private final OwnLinks ownLinks;
    private final LinkStock stock;
    private final KeyStore store;

    StatusEndpoint(
            KeyManagerProperties properties, OwnLinks ownLinks, LinkStock stock, KeyStore store) {
        this.properties = properties;
        this.ownLinks = ownLinks;
        this.stock = stock;
        this.store = store;
    }

    /** The whole page. */
    record Status(String site, long waitingKeys, List<Link> links) {}

    /**
     * One link of the page.
     *
     * @param agreed whether both ends are in the same epoch; no pads otherwise
     * @param generatedBits that the other end has not confirmed yet
     */
    record Link(
            String alice,
            String bob,
            long epoch,
            boolean agreed,
            long stockBits,
            long outgoingBits,
            long incomingBits,
            long generatedBits,
            long quarantinedBits,
            long capacityBits,
            long nextSequence,
            boolean alarm,
            @Nullable String alarmReason,
            @Nullable Double qber,
            LinkAccount outgoing,
            LinkAccount incoming) {

        static Link of(LinkView view, LinkAccount outgoing, LinkAccount incoming) {
            return new Link(
                    view.link().alice().value(),
                    view.link().bob().value(),
                    view.epoch(),
                    view.agreed(),
                    view.stockBits(),
                    view.outgoingBits(),
                    view.incomingBits(),
                    view.generatedBits(),
                    view.quarantinedBits(),
                    view.capacityBits(),
                    view.nextSequence(),
                    view.alarm(),
                    view.alarmReason(),
                    view.qber(),
                    outgoing,
                    incoming);
        }
    }

    @ReadOperation
    Status status() {
        return new Status(
                properties.site().value(),
                store.waiting(),
                ownLinks.links().stream()
                        .map(link ->
                                Link.of(
                                        stock.view(link),
                                        stock.account(link, true),
                                        stock.account(link, false)))
                        .toList());
    }
}
