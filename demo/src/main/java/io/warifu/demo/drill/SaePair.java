package io.warifu.demo.drill;

import io.warifu.demo.control.EnrolmentDoors;
import io.warifu.demo.control.Network;
import io.warifu.demo.control.SaeClient;
import io.warifu.demo.control.SaeClient.Reply;
import io.warifu.demo.pki.DevelopmentAuthority;
import io.warifu.demo.pki.Enrolment;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A master and a slave at two sites of the running network, as drills need them. */
final class SaePair {

    private static final int KEY_BITS = 256;

    private final String master;
    private final String slave;
    private final SaeClient asMaster;
    private final SaeClient asSlave;

    private SaePair(String master, String slave, SaeClient asMaster, SaeClient asSlave) {
        this.master = master;
        this.slave = slave;
        this.asMaster = asMaster;
        this.asSlave = asSlave;
    }

    /** Consumers that exist for drills only; enrolled anew each time, which changes nothing. */
    static SaePair ofDrill(Network network, Site from, Site to) throws IOException {
        String master = enrolled(network, from, "drill-" + from.name());
        String slave = enrolled(network, to, "drill-" + to.name());
        Path folder = network.home().drills();
        return new SaePair(
                master,
                slave,
                network.sites().sae(from, folder, master),
                network.sites().sae(to, folder, slave));
    }

    /** The gateways of two sites, with their own certificates. */
    static SaePair ofGateways(Network network, Site from, Site to) {
        return new SaePair(
                "gateway-" + from.name(),
                "gateway-" + to.name(),
                network.sites().sae(from, network.home().identity(from), "gateway"),
                network.sites().sae(to, network.home().identity(to), "gateway"));
    }

    /** Enrols {@code id} at {@code site}, with a certificate in the folder of the drills. */
    static String enrolled(Network network, Site site, String id) throws IOException {
        Home home = network.home();
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(home.authority(), Clock.systemUTC(), new SecureRandom());
        var certificate =
                authority.identity(home.drills(), id, List.of(), List.of("urn:sae:" + id));
        var _ =
                new EnrolmentDoors(home, network.sites())
                        .enrol(Enrolment.Sae.of(id, site.name(), certificate));
        return id;
    }

    @Override
    public String toString() {
        return master + " to " + slave;
    }

    /** Get key by the master. */
    Reply ask(int number) {
        return asMaster.encKeys(slave, Map.of("number", number, "size", KEY_BITS));
    }

    /** Get key by the master, only in the way that {@code mandatory} says. */
    Reply ask(int number, Map<String, ?> mandatory) {
        return asMaster.encKeys(
                slave,
                Map.of(
                        "number",
                        number,
                        "size",
                        KEY_BITS,
                        "extension_mandatory",
                        List.of(mandatory)));
    }

    /** Get key with key IDs by the slave. */
    Reply fetch(Iterable<String> ids) {
        List<String> list = new ArrayList<>();
        ids.forEach(list::add);
        return asSlave.decKeys(master, list);
    }

    /** How many keys the status promises at this moment. */
    long stored() {
        return asMaster.status(slave).body().path("stored_key_count").asLong(-1);
    }

    /** Asks for keys and fetches them at the other end; whether both ends have the same. */
    boolean shares(int number) {
        Reply sent = ask(number);
        return sent.delivered()
                && sent.keys().size() == number
                && fetch(sent.keys().keySet()).keys().equals(sent.keys());
    }
}
