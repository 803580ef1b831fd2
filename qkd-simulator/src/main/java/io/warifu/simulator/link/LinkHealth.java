package io.warifu.simulator.link;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the links are being run, with the state of each. A disconnected or alarmed link is the
 * network's trouble, not this service's: restarting it would not help.
 */
public final class LinkHealth implements HealthIndicator {

    private final LinkFleet fleet;

    public LinkHealth(LinkFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Health health() {
        Health.Builder health = fleet.isRunning() ? Health.up() : Health.down();
        for (QkdLink link : fleet.links()) {
            health.withDetail(link.settings().link().toString(), link.snapshot().state().name());
        }
        return health.build();
    }
}
