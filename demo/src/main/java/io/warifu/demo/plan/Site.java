package io.warifu.demo.plan;

import io.warifu.kernel.id.SiteId;
import java.util.Arrays;
import java.util.List;

/**
 * One site of the demonstration network.
 *
 * @param index 1 to 5: the x of its shares, and the hundred of its ports
 * @param hospital whether it has records of its own and clinicians
 */
public record Site(SiteId id, int index, boolean hospital) {

    private static final int FIRST_PORT = 18_000;
    private static final int PORTS_PER_SITE = 100;

    public String name() {
        return id.value();
    }

    public int port(Port port) {
        return FIRST_PORT + PORTS_PER_SITE * index + port.offset();
    }

    /** Where this site's gateway listens for connections to the share server of {@code target}. */
    public int tunnelPort(Site target) {
        return port(Port.GATEWAY_FIRST_TUNNEL) + target.index();
    }

    public List<Service> services() {
        return Arrays.stream(Service.values())
                .filter(service -> hospital || !service.hospitalsOnly())
                .toList();
    }
}
