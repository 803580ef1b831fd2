package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.Callers;
import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.RawHttps;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.InMemorySaeDirectory;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.fairness.Fairness;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The delivery ports of two key managers, tokyo and kochi, as in the service: Tomcat, mutual TLS,
 * security, controllers. Only the relay and the store behind them are in memory.
 */
public final class DeliveryServers implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** SAEs at kochi beside its gateway, to go beyond max_SAE_ID_count. */
    static final int CROWD = KeyLimits.MAX_ADDITIONAL_SLAVES + 2;

    private final TestPki pki = new TestPki();
    private final Path folder;
    private volatile Duration clockAhead = Duration.ZERO;
    private final SupplyForTests supply = new SupplyForTests();
    private final InMemorySaeDirectory saes = new InMemorySaeDirectory();
    private final Callers callers = new Callers(pki);
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    public DeliveryServers(Path folder, String... properties) {
        this.folder = folder;
        enrol("gateway-tokyo", "tokyo");
        enrol("second-tokyo", "tokyo");
        enrol("gateway-koganei", "koganei");
        enrol("gateway-nagoya", "nagoya");
        enrol("gateway-kochi", "kochi");
        enrol("third-kochi", "kochi");
        for (int i = 0; i < CROWD; i++) {
            enrol("crowd-" + i, "kochi");
        }
        callers.issue("stranger", "urn:sae:gateway-tokyo");
        enrol("expired-tokyo", "tokyo", pki.expired("expired-tokyo", "urn:sae:expired-tokyo"));
        for (String site : List.of("tokyo", "kochi")) {
            start(site, properties);
        }
    }

    // No @Configuration: the service's own scan must not find it.
    @EnableAutoConfiguration
    @EnableConfigurationProperties(KeyManagerProperties.class)
    @Import(ServiceKit.class)
    @ComponentScan(
            basePackages = {"io.warifu.keys.web", "io.warifu.keys.delivery"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = DeliveryConfiguration.class))
    static class Application {

        @Bean
        KeyDelivery keyDelivery(
                KeyManagerProperties properties, SaeDirectory saes, KeySupply supply) {
            return new KeyDelivery(
                    properties.site(),
                    saes,
                    supply,
                    new Fairness(properties.fairness(), System::nanoTime, Duration.ZERO),
                    properties.linkCapacityBits());
        }
    }

    private void start(String site, String... properties) {
        int port = FreePorts.next();
        List<String> args = new ArrayList<>(Arrays.asList(properties));
        TestPki.Identity own = callers.issue("kme-" + site, "urn:warifu:kme:" + site);
        args.addAll(Arrays.asList(own.springArguments(folder)));
        args.add("--server.port=" + port);
        args.add("--server.address=127.0.0.1");
        args.add("--management.server.port=" + FreePorts.next());
        args.add("--management.server.address=127.0.0.1");
        args.add("--spring.autoconfigure.exclude=" + String.join(",", NOT_NEEDED));
        args.add("--warifu.key-manager.site=" + site);
        args.add("--warifu.key-manager.peer-port=" + FreePorts.next());
        args.add("--warifu.key-manager.vault.directory=" + folder.resolve("vault"));
        args.add("--warifu.key-manager.vault.master-key-file=" + folder.resolve("master.key"));
        ports.put(site, port);
        args.add("--spring.config.name=key-manager");
        SpringApplication spring = new SpringApplication(Application.class);
        spring.addInitializers(this::beans);
        running.add(spring.run(args.toArray(String[]::new)));
    }

    private static final List<String> NOT_NEEDED =
            List.of(
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");

    private void beans(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("saeDirectory", saes);
        context.getBeanFactory().registerSingleton("keySupply", supply);
        InstantSource clock = () -> Instant.now().plus(clockAhead);
        context.getBeanFactory().registerSingleton("clock", clock);
    }

    /** Moves the clock of the key managers, not that of the TLS layer. */
    void clockAhead(Duration by) {
        clockAhead = by;
    }

    SupplyForTests supply() {
        return supply;
    }

    SaeDirectory saes() {
        return saes;
    }

    public int port(String site) {
        return Objects.requireNonNull(ports.get(site));
    }

    public TestPki pki() {
        return pki;
    }

    public TestPki.Identity identity(String name) {
        return callers.identity(name);
    }

    public String url(String site, String path) {
        return "https://localhost:" + port(site) + path;
    }

    /** One exchange; a body makes it a POST, null a GET. */
    HttpResponse<String> call(String who, String site, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(site, path)));
        return send(
                who,
                body == null
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> send(String who, HttpRequest request) {
        return callers.send(who, request);
    }

    RawHttps raw(String who, String site) throws IOException {
        return new RawHttps(callers.client(who).sslContext(), port(site));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private void enrol(String id, String site) {
        enrol(id, site, pki.identity(id, "urn:sae:" + id));
    }

    private void enrol(String id, String site, TestPki.Identity identity) {
        callers.add(id, identity);
        var _ =
                saes.enrol(
                        new Sae(
                                new SaeId(id),
                                new SiteId(site),
                                CertificateFingerprint.of(identity.certificate())));
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
        callers.close();
    }
}
