package io.warifu.keys.status;

import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkView;
import io.warifu.keys.pool.OwnLinks;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Names the own links in alarm. They do not make the service ill: it refuses what it must refuse,
 * and a restart would not help.
 */
@Component("qkdLinks")
final class LinksHealth implements HealthIndicator {

    private final OwnLinks ownLinks;
    private final LinkStock stock;

    LinksHealth(OwnLinks ownLinks, LinkStock stock) {
        this.ownLinks = ownLinks;
        this.stock = stock;
    }

    @Override
    public Health health() {
        List<String> inAlarm =
                ownLinks.links().stream()
                        .map(stock::view)
                        .filter(LinkView::alarm)
                        .map(view -> view.link().toString())
                        .toList();
        return Health.up().withDetail("inAlarm", inAlarm).build();
    }
}
