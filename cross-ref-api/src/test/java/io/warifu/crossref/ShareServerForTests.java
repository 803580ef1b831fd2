package io.warifu.crossref;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.warifu.crossref.collect.ShareServer;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareListing;
import io.warifu.sharing.ShareFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A share server on a real socket that can also lie, hang, and go away. */
public final class ShareServerForTests implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SiteId site;
    private final int index;
    private final List<Stored> stored = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger fetches = new AtomicInteger();
    private int port;
    private volatile boolean lying;
    private volatile @Nullable CountDownLatch hanging;
    private @Nullable HttpServer http;

    @SuppressWarnings("ArrayRecordComponent") // Kept as it came, never compared.
    private record Stored(SiteId owner, ObjectKind kind, ObjectId object, byte[] share) {}

    ShareServerForTests(String site, int index) {
        this.site = new SiteId(site);
        this.index = index;
        up();
    }

    public SiteId site() {
        return site;
    }

    public ShareServer asConfigured() {
        return new ShareServer(site, index, URI.create("http://127.0.0.1:" + port));
    }

    public int fetches() {
        return fetches.get();
    }

    public synchronized void keep(SiteId owner, ObjectKind kind, ObjectId object, byte[] share) {
        stored.add(new Stored(owner, kind, object, share));
    }

    public synchronized void forget(ObjectId object) {
        stored.removeIf(s -> s.object().equals(object));
    }

    /** From now on one byte of each share's payload is wrong. */
    public void lie() {
        lying = true;
    }

    /** From now on connections are taken and never answered. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    /** From now on connections are refused. */
    public synchronized void down() {
        HttpServer running = http;
        if (running != null) {
            running.stop(0);
            http = null;
        }
    }

    /** Honest, prompt and reachable again. */
    public synchronized void up() {
        lying = false;
        CountDownLatch hung = hanging;
        hanging = null;
        if (hung != null) {
            hung.countDown();
        }
        if (http != null) {
            return;
        }
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 64);
            fresh.setExecutor(threads);
            fresh.createContext("/api/v1/shares/", this::fetch);
            fresh.createContext("/api/v1/shares", this::list);
            fresh.start();
            port = fresh.getAddress().getPort();
            http = fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        up();
        down();
        threads.shutdownNow();
    }

    private void fetch(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        hangIfAsked();
        String path = exchange.getRequestURI().getPath();
        ObjectId object = ObjectId.parse(path.substring(path.lastIndexOf('/') + 1));
        byte @Nullable [] share = shareOf(object);
        if (share == null) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        byte[] sent = share.clone();
        if (lying) {
            // Another lie at each server: equal ones can cancel out and leave the truth.
            sent[ShareFormat.V2.headerBytes() + 108] ^= (byte) (0x40 + index);
        }
        answer(exchange, 200, sent);
    }

    private synchronized byte @Nullable [] shareOf(ObjectId object) {
        for (Stored one : stored) {
            if (one.object().equals(object)) {
                return one.share();
            }
        }
        return null;
    }

    private void list(HttpExchange exchange) throws IOException {
        hangIfAsked();
        String query = exchange.getRequestURI().getQuery();
        long after = Long.parseLong(parameter(query, "after"));
        int limit = Math.min(3, Integer.parseInt(parameter(query, "limit")));
        answer(
                exchange,
                200,
                JSON.writeValueAsBytes(
                        page(
                                parameter(query, "owner"),
                                ObjectKind.valueOf(parameter(query, "kind")),
                                after,
                                limit)));
    }

    private synchronized ShareListing page(String owner, ObjectKind kind, long after, int limit) {
        List<ShareListing.Item> items = new ArrayList<>();
        long next = after;
        for (int i = 0; i < stored.size() && items.size() < limit; i++) {
            Stored one = stored.get(i);
            long sequence = i + 1L;
            if (sequence > after && one.owner().value().equals(owner) && one.kind() == kind) {
                items.add(
                        new ShareListing.Item(
                                one.object().toString(), sequence, one.share().length));
                next = sequence;
            }
        }
        return new ShareListing(items, next);
    }

    private void hangIfAsked() throws IOException {
        CountDownLatch latch = hanging;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new IllegalArgumentException(name + " is missing");
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
