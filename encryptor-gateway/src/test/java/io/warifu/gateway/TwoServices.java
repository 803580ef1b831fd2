package io.warifu.gateway;

import io.warifu.gateway.keys.EtsiServer;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.TestTokens;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two whole gateway services, tokyo and kochi, with a key manager and token issuers. */
final class TwoServices implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final TestPki pki = new TestPki();
    private final HttpClient http = SiteHttp.plain(PATIENCE);
    private final Map<String, TestTokens> issuers = new ConcurrentHashMap<>();
    private final Map<String, Integer> carrierPorts;
    private final int controlPort = FreePorts.next();
    private final Map<String, ConfigurableApplicationContext> services = new ConcurrentHashMap<>();
    final EtsiServer keys;

    TwoServices(Path folder) throws IOException {
        this.folder = folder;
        this.keys = new EtsiServer(pki);
        this.carrierPorts = Map.of("tokyo", FreePorts.next(), "kochi", FreePorts.next());
        start("tokyo");
        start("kochi");
    }

    void start(String site) throws IOException {
        // By its name kochi is the end that dials.
        boolean dials = site.equals("kochi");
        String peer = dials ? "tokyo" : "kochi";
        String sae = "gateway-" + site;
        Path own = Files.createDirectories(folder.resolve(site));
        List<String> all =
                new ArrayList<>(List.of(pki.identity(sae, "urn:sae:" + sae).springArguments(own)));
        all.add("--server.port=0");
        TestTokens issuer =
                issuers.computeIfAbsent(site, name -> new TestTokens("warifu-dev-" + name));
        for (String setting :
                List.of(
                        "site=" + site,
                        "sae-id=" + sae,
                        "key-manager-url=" + keys.uri(),
                        "carrier-port=" + carrierPorts.get(site),
                        "control-port=" + (dials ? 0 : controlPort),
                        "state-folder=" + own.resolve("state"),
                        "token-keys=file:" + issuer.writeKeys(own),
                        "boxes[0]=index",
                        "warm-up=100ms",
                        "warm-carriers=0",
                        "peers[0].site=" + peer,
                        "peers[0].host=localhost",
                        "peers[0].port=" + carrierPorts.get(peer),
                        "peers[0].control-port=" + controlPort,
                        "peers[0].sae-id=gateway-" + peer,
                        "services[0].name=share-store",
                        "services[0].host=localhost",
                        "services[0].port=1")) {
            all.add("--warifu.encryptor-gateway." + setting);
        }
        services.put(
                site,
                ServiceStarter.start(
                        EncryptorGatewayApplication.class,
                        "encryptor-gateway",
                        all.toArray(String[]::new)));
    }

    void stop(String site) {
        service(site).close();
    }

    Gateway gateway(String site) {
        return service(site).getBean(Gateway.class);
    }

    private ConfigurableApplicationContext service(String site) {
        ConfigurableApplicationContext service = services.get(site);
        if (service == null) {
            throw new IllegalArgumentException(site);
        }
        return service;
    }

    Path state(String site) {
        return folder.resolve(site).resolve("state");
    }

    /** A request with a token of the site's issuer. */
    HttpRequest.Builder as(String role, String site, String path) {
        TestTokens issuer = issuers.get(site);
        if (issuer == null) {
            throw new IllegalArgumentException(site);
        }
        return request(site, path).header("Authorization", "Bearer " + issuer.token("test", role));
    }

    HttpRequest.Builder request(String site, String path) {
        String port = service(site).getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE);
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return http.send(request.build(), handler);
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> putJson(String site, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                as("operator", site, path)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode get(String site, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(site, path));
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        services.values().forEach(ConfigurableApplicationContext::close);
        keys.close();
    }
}
