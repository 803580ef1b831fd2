package io.warifu.demo.keybench;

import io.warifu.demo.keybench.Phase.ProcessorTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/** Clients at once, whose connections stay open from one stretch of time to the next. */
final class KeyLoad implements AutoCloseable {

    private final TwoKeyManagers network;
    private final List<KeyClient> clients = new ArrayList<>();
    private final ExecutorService threads;

    KeyLoad(TwoKeyManagers network, int most, KeyLedger ledger) {
        this.network = network;
        SSLContext master = network.tls(TwoKeyManagers.MASTER);
        SSLContext slave = network.tls(TwoKeyManagers.SLAVE);
        for (int i = 0; i < most; i++) {
            clients.add(new KeyClient(network, master, slave, ledger));
        }
        this.threads = Executors.newFixedThreadPool(most);
    }

    /** Shows how much of the time has passed. */
    interface Watch {
        void until(long startNanos, long deadlineNanos) throws IOException;
    }

    /** Lets {@code many} clients fetch {@code number} keys at a time for so long. */
    Phase run(int many, int number, double seconds, Watch watch) throws IOException {
        ProcessorTime before = network.processorTime();
        long start = System.nanoTime();
        long deadline = start + (long) (seconds * 1e9);
        List<Future<KeyClient.Times>> running = new ArrayList<>();
        List<KeyClient> busy = clients.subList(0, many);
        for (KeyClient client : busy) {
            running.add(threads.submit(() -> client.run(number, deadline)));
        }
        watch.until(start, deadline);
        KeyClient.Times all = KeyClient.Times.none();
        for (Future<KeyClient.Times> each : running) {
            KeyClient.Times times = result(each);
            all.enc().addAll(times.enc());
            all.dec().addAll(times.dec());
            all.pair().addAll(times.pair());
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        ProcessorTime used = network.processorTime().since(before);
        busy.forEach(KeyClient::askAgain);
        return new Phase(all.pair().count(), elapsed, all.enc(), all.dec(), all.pair(), used);
    }

    /** TLS handshakes of all connections since the beginning; two for each client are needed. */
    int handshakes() {
        return clients.stream().mapToInt(KeyClient::handshakes).sum();
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("a client broke off", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (KeyClient client : clients) {
            client.close();
        }
    }
}
