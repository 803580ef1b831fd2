package io.warifu.demo.gatewaybench;

import io.warifu.demo.pki.DevelopmentAuthority;
import io.warifu.servicekit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The other ways to the same service: nothing between, a plain relay, TLS relays, stunnel. */
final class Yardsticks implements AutoCloseable {

    private static final List<Path> STUNNEL_PLACES =
            List.of(Path.of("/usr/bin/stunnel4"), Path.of("/usr/bin/stunnel"));
    private static final String LEAF = "relay";

    private final Path folder;
    private final int servicePort;
    private final Deque<Child> children = new ArrayDeque<>();
    private final List<Route> routes = new ArrayList<>();

    private Yardsticks(Path folder, int servicePort) {
        this.folder = folder;
        this.servicePort = servicePort;
    }

    static Yardsticks start(Path folder, int servicePort, SecureRandom random) throws IOException {
        Files.createDirectories(folder);
        var _ =
                DevelopmentAuthority.open(folder.resolve("authority"), Clock.systemUTC(), random)
                        .identity(folder, LEAF, List.of(), List.of("urn:warifu:bench:relay"));
        Yardsticks all = new Yardsticks(folder, servicePort);
        try {
            all.routes.add(new Route(Route.DIRECT, servicePort, List.of()));
            all.routes.add(all.relays(Route.PLAIN, RelayMain.Kind.PLAIN, RelayMain.Kind.PLAIN));
            all.routes.add(
                    all.relays(
                            Route.TLS,
                            RelayMain.Kind.TLS_TOWARDS_TARGET,
                            RelayMain.Kind.TLS_TOWARDS_CLIENT));
            Optional<Path> stunnel =
                    STUNNEL_PLACES.stream().filter(Files::isExecutable).findFirst();
            if (stunnel.isPresent()) {
                all.routes.add(all.stunnels(stunnel.get()));
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    private Route relays(String name, RelayMain.Kind first, RelayMain.Kind second)
            throws IOException {
        int middle = FreePorts.next();
        int entrance = FreePorts.next();
        Child far = relay(second, middle, servicePort);
        Child near = relay(first, entrance, middle);
        return new Route(name, entrance, List.of(near.pid(), far.pid()));
    }

    private Child relay(RelayMain.Kind kind, int port, int target) throws IOException {
        return started(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayMain.class.getName(),
                        kind.name(),
                        Integer.toString(port),
                        Integer.toString(target),
                        folder.toString(),
                        LEAF),
                port);
    }

    private Route stunnels(Path program) throws IOException {
        int middle = FreePorts.next();
        int entrance = FreePorts.next();
        Child far = started(stunnel(program, "server", middle, servicePort), middle);
        Child near = started(stunnel(program, "client", entrance, middle), entrance);
        return new Route(Route.STUNNEL, entrance, List.of(near.pid(), far.pid()));
    }

    /** Mutual TLS 1.3 with AES-256-GCM, and no Nagle on either side, as the gateway has it. */
    private List<String> stunnel(Path program, String role, int port, int target)
            throws IOException {
        Path file = folder.resolve("stunnel-" + role + ".conf");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "foreground = yes",
                        "pid =",
                        "socket = l:TCP_NODELAY=1",
                        "socket = r:TCP_NODELAY=1",
                        "[" + role + "]",
                        "client = " + (role.equals("client") ? "yes" : "no"),
                        "accept = 127.0.0.1:" + port,
                        "connect = 127.0.0.1:" + target,
                        "cert = " + folder.resolve(LEAF + ".crt"),
                        "key = " + folder.resolve(LEAF + ".key"),
                        "CAfile = " + folder.resolve("root.crt"),
                        "verifyChain = yes",
                        "sslVersionMin = TLSv1.3",
                        "ciphersuites = TLS_AES_256_GCM_SHA384",
                        ""));
        return List.of(program.toString(), file.toString());
    }

    private Child started(List<String> command, int port) throws IOException {
        Child child = Child.start(command, port, folder.resolve("port-" + port + ".log"));
        children.push(child);
        return child;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
        children.clear();
    }
}
