package io.warifu.keys;

import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.PostgresForTests;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.start.ServiceStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Four key managers in a ring, tokyo - koganei - kochi - nagoya - tokyo, each with its own database
 * and certificate, over real sockets. Each site has a gateway, and tokyo a second SAE.
 */
public final class KeyManagerNetwork implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    static final List<String> SITES = List.of("tokyo", "koganei", "nagoya", "kochi");
    static final List<String[]> LINKS =
            List.of(
                    new String[] {"tokyo", "koganei"},
                    new String[] {"tokyo", "nagoya"},
                    new String[] {"koganei", "kochi"},
                    new String[] {"nagoya", "kochi"});
    static final int CAPACITY_BITS = 131_072;

    /** Share of the stock that is kept for tokyo's second SAE and the gateway of kochi. */
    static final int RESERVED_BITS = 8_192;

    private final Callers callers = new Callers(new TestPki());
    private final LinkFiller filler = new LinkFiller(this);
    private final Path folder;
    private final List<String> moreArguments;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, ConfigurableApplicationContext> running = new HashMap<>();

    /** Addresses and database of one key manager; they outlive a restart. */
    record Node(int port, int peerPort, int managementPort, PostgresForTests.Database database) {}

    public KeyManagerNetwork(Path folder, String... moreArguments) {
        this.folder = folder;
        this.moreArguments = List.of(moreArguments);
        for (String site : SITES) {
            nodes.put(
                    site,
                    new Node(
                            FreePorts.next(),
                            FreePorts.next(),
                            FreePorts.next(),
                            PostgresForTests.newDatabase()));
            callers.issue("kme-" + site, "urn:warifu:kme:" + site);
            callers.issue("qkd-" + site, "urn:warifu:qkd:" + site);
            callers.issue("gateway-" + site, "urn:sae:gateway-" + site);
        }
        callers.issue("second-tokyo", "urn:sae:second-tokyo");
        callers.issue("stranger", "urn:sae:gateway-tokyo");
        callers.issue("spare", "urn:sae:spare");
        callers.issue("operator", "urn:warifu:operator:sumi");
        writeEnrolmentFile();
        SITES.forEach(this::start);
    }

    public void start(String site) {
        running.put(site, started(site, node(site)));
    }

    /** Another instance on the same database and folders; its peers know nothing of it. */
    Beside startBeside(String site) {
        Node beside =
                new Node(
                        FreePorts.next(),
                        FreePorts.next(),
                        FreePorts.next(),
                        node(site).database());
        return new Beside(beside, started(site, beside));
    }

    /** A second instance of a site. */
    record Beside(Node node, ConfigurableApplicationContext context) implements AutoCloseable {

        String address() {
            return "https://localhost:" + node.port();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private ConfigurableApplicationContext started(String site, Node node) {
        List<String> args = new ArrayList<>(Arrays.asList(node.database().springArguments()));
        args.addAll(Arrays.asList(identity("kme-" + site).springArguments(folder)));
        args.add("--server.port=" + node.port());
        args.add("--server.address=127.0.0.1");
        args.add("--management.server.port=" + node.managementPort());
        args.add("--management.server.address=127.0.0.1");
        String prefix = "--warifu.key-manager.";
        args.add(prefix + "site=" + site);
        args.add(prefix + "peer-port=" + node.peerPort());
        args.add(prefix + "enrolment-file=" + folder.resolve("saes.json"));
        args.add(prefix + "link-capacity-bits=" + CAPACITY_BITS);
        args.add(prefix + "state-directory=" + folder.resolve("state-" + site));
        args.add(prefix + "vault.directory=" + folder.resolve(site).resolve("vault"));
        args.add(prefix + "vault.master-key-file=" + folder.resolve(site).resolve("master.key"));
        String reserved = prefix + "fairness.reservations[0].";
        args.add(reserved + "master=second-tokyo");
        args.add(reserved + "slave=gateway-kochi");
        args.add(reserved + "bits=" + RESERVED_BITS);
        args.add(reserved + "bits-per-second=1");
        int peer = 0;
        for (String other : SITES) {
            if (!other.equals(site)) {
                args.add(prefix + "peers[" + peer + "].site=" + other);
                args.add(prefix + "peers[" + peer + "].url=" + peerAddress(other));
                peer++;
            }
        }
        for (int i = 0; i < LINKS.size(); i++) {
            args.add(prefix + "links[" + i + "].alice=" + LINKS.get(i)[0]);
            args.add(prefix + "links[" + i + "].bob=" + LINKS.get(i)[1]);
        }
        args.addAll(moreArguments);
        return ServiceStarter.start(
                KeyManagerApplication.class, "key-manager", args.toArray(String[]::new));
    }

    public void stop(String site) {
        ConfigurableApplicationContext context = running.remove(site);
        if (context != null) {
            context.close();
        }
    }

    public Node node(String site) {
        return present(nodes.get(site), site);
    }

    public TestPki.Identity identity(String name) {
        return callers.identity(name);
    }

    public String address(String site) {
        return "https://localhost:" + node(site).port();
    }

    public String peerAddress(String site) {
        return "https://localhost:" + node(site).peerPort();
    }

    public String managementAddress(String site) {
        return "http://127.0.0.1:" + node(site).managementPort();
    }

    /** The context of a running key manager, for the few things that have no door. */
    public ConfigurableApplicationContext context(String site) {
        return present(running.get(site), site);
    }

    /** One exchange; a body makes the method's own kind of request, null sends none. */
    public HttpResponse<String> call(String who, String method, String url, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        return send(who, request.header("X-SAE-ID", "gateway-tokyo").build());
    }

    public HttpResponse<String> send(String who, HttpRequest request) {
        return callers.send(who, request);
    }

    /** Pushes equal blocks of 1 KiB at both ends of every link until it is full. */
    public void fillAll() {
        filler.fillAll();
    }

    public void fill(String alice, String bob) {
        filler.fill(alice, bob);
    }

    public void alarm(String site, String alice, String bob, boolean raised) {
        String body = "{\"raised\":%b,\"qber\":0.25,\"reason\":\"eavesdropper\"}".formatted(raised);
        String url = peerAddress(site) + "/qkd/v1/links/" + alice + "/" + bob + "/alarm";
        HttpResponse<String> answer = call("qkd-" + site, "PUT", url, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private void writeEnrolmentFile() {
        List<Map<String, String>> entries = new ArrayList<>();
        SITES.forEach(site -> entries.add(entry("gateway-" + site, site)));
        entries.add(entry("second-tokyo", "tokyo"));
        try {
            Files.write(folder.resolve("saes.json"), JSON.writeValueAsBytes(entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> entry(String id, String site) {
        return Map.of("id", id, "site", site, "sha256", identity(id).sha256());
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new AssertionError("nothing of the name " + name);
        }
        return value;
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
        callers.close();
    }
}
