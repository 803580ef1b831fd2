package io.warifu.simulator.socket;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.Party;
import io.warifu.simulator.auth.PoolSettings;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.socket.LinkEndpoint.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Alice and Bob of one link over real sockets, each with a pool of its own. */
public final class TwoEnds implements AutoCloseable {

    private static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));
    private static final int PATIENCE_SECONDS = 20;

    private final Path folder;
    private final Duration patience;
    public KeyPool poolOfAlice;
    public KeyPool poolOfBob;
    final ListeningConnector listening;
    private DialingConnector dialing;

    public TwoEnds(Path folder, int secretBytes, Duration patience) throws IOException {
        this.folder = folder;
        this.patience = patience;
        byte[] secret = new byte[secretBytes];
        new SplittableRandom(secretBytes).nextBytes(secret);
        Files.write(folder.resolve("secret"), secret);
        poolOfAlice = pool(Party.ALICE);
        poolOfBob = pool(Party.BOB);
        // Port 0: the system gives each test ports of its own.
        listening = new ListeningConnector(endpoint(0, 0), poolOfBob);
        dialing = new DialingConnector(endpoint(classicalPort()), poolOfAlice);
    }

    public record Both(LinkConnection alice, LinkConnection bob) implements AutoCloseable {
        @Override
        public void close() {
            alice.close();
            bob.close();
        }
    }

    public int classicalPort() {
        return listening.classicalPort();
    }

    /** Alice dials another port for the classical channel: somebody sits there. */
    public void dialThrough(int port) {
        dialing = new DialingConnector(endpoint(port), poolOfAlice);
    }

    public Both connect() throws Exception {
        LinkConnection alice = dialing.connect();
        return new Both(alice, bob());
    }

    public LinkConnection dial() throws Exception {
        return dialing.connect();
    }

    public LinkConnection listen() throws Exception {
        return listening.connect();
    }

    public Optional<ChannelException> lastRefusal() {
        return listening.lastRefusal();
    }

    public LinkConnection bob() throws Exception {
        // Not the common pool: tests that wait there beside each other would starve it.
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return listening.connect();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        Thread::startVirtualThread)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public KeyPool pool(Party end) {
        return KeyPool.open(
                new PoolSettings(
                        LINK,
                        end,
                        folder.resolve(end.name()),
                        folder.resolve("secret"),
                        PoolSettings.DEFAULT_CAPACITY_BITS,
                        PoolSettings.DEFAULT_RESERVATION_PADS));
    }

    @Override
    public void close() {
        dialing.close();
        listening.close();
        poolOfAlice.close();
        poolOfBob.close();
    }

    private LinkEndpoint endpoint(int classical) {
        return endpoint(listening.quantumPort(), classical);
    }

    private LinkEndpoint endpoint(int quantum, int classical) {
        return new LinkEndpoint(
                LINK,
                new Address("127.0.0.1", quantum),
                new Address("127.0.0.1", classical),
                patience);
    }
}
