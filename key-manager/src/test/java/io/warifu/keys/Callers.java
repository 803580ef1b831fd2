package io.warifu.keys;

import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** All who speak to the servers of a test, each with a certificate and a client of its own. */
public final class Callers implements AutoCloseable {

    private final TestPki pki;
    private final Map<String, TestPki.Identity> identities = new HashMap<>();
    private final Map<String, HttpClient> clients = new HashMap<>();

    public Callers(TestPki pki) {
        this.pki = pki;
    }

    /** Makes a caller that did not exist yet. */
    public TestPki.Identity issue(String name, String uri) {
        TestPki.Identity identity = pki.identity(name, uri);
        add(name, identity);
        return identity;
    }

    public void add(String name, TestPki.Identity identity) {
        identities.put(name, identity);
    }

    public TestPki.Identity identity(String name) {
        TestPki.Identity identity = identities.get(name);
        if (identity == null) {
            throw new AssertionError("nobody of the name " + name);
        }
        return identity;
    }

    public HttpResponse<String> send(String who, HttpRequest request) {
        try {
            return client(who).send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public synchronized HttpClient client(String who) {
        return clients.computeIfAbsent(
                who,
                name ->
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .sslContext(identity(name).sslContext())
                                .build());
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
    }
}
