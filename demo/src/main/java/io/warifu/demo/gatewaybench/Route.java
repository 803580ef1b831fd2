package io.warifu.demo.gatewaybench;

import java.util.List;

/**
 * One way from the load to the service behind: an entrance, and the processes that it passes.
 *
 * @param port of the entrance on loopback
 * @param pids in order, from the entrance on; none if nothing lies between
 */
record Route(String name, int port, List<Long> pids) {

    static final String DIRECT = "direct";
    static final String PLAIN = "plain Java relay";
    static final String TLS = "JDK TLS 1.3 relay";
    static final String STUNNEL = "stunnel";
    static final String GATEWAY = "gateway";

    Route {
        pids = List.copyOf(pids);
    }
}
