package io.warifu.demo.keybench;

import io.warifu.demo.site.DurablePostgres;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the same PostgreSQL server commits when nothing else is done: in one transaction, the state
 * of a key changes where it is as expected, and one row goes into an audit table.
 *
 * <p>A pair of enc_keys and dec_keys needs several such commits, so its rate is a fraction of this
 * one. The same number of clients, each with a connection and rows of its own.
 */
final class CommitYardstick implements AutoCloseable {

    private static final String DATABASE = "yardstick";
    private static final int BYTES_PER_KEY = 60;
    private static final int ROWS_PER_CLIENT = 1024;
    private static final String UPDATE =
            "UPDATE yard_key SET state = ? WHERE id = ANY (?) AND state = ?";
    private static final String INSERT =
            "INSERT INTO yard_audit (at, actor, state_from, state_to, bits, ids)"
                    + " VALUES (now(), ?, ?, ?, ?, ?)";

    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads;

    CommitYardstick(DurablePostgres server, int most) throws SQLException {
        server.createIfMissing(DATABASE);
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE yard_key (id uuid PRIMARY KEY, state smallint NOT NULL,"
                            + " slave text NOT NULL, sealed bytea NOT NULL,"
                            + " made_at timestamptz NOT NULL DEFAULT now())");
            statement.execute(
                    "CREATE TABLE yard_audit (seq bigserial PRIMARY KEY, at timestamptz NOT NULL,"
                            + " actor bytea NOT NULL, state_from smallint NOT NULL,"
                            + " state_to smallint NOT NULL, bits int NOT NULL,"
                            + " ids uuid[] NOT NULL)");
        }
        for (int i = 0; i < most; i++) {
            clients.add(new Client(server.connect(DATABASE)));
        }
        threads = Executors.newFixedThreadPool(most);
    }

    /**
     * Commits per second of {@code many} clients together.
     *
     * @param keys rows changed in one transaction
     */
    double run(int many, int keys, double seconds, KeyLoad.Watch watch) throws IOException {
        long start = System.nanoTime();
        long deadline = start + (long) (seconds * 1e9);
        List<Future<Long>> running = new ArrayList<>();
        for (Client client : clients.subList(0, many)) {
            Callable<Long> work = () -> client.run(keys, deadline);
            running.add(threads.submit(work));
        }
        watch.until(start, deadline);
        long commits = 0;
        try {
            for (Future<Long> each : running) {
                commits += each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("the yardstick broke off", e.getCause());
        }
        return commits / ((System.nanoTime() - start) / 1e9);
    }

    /** One connection with its own rows, whose states go to and fro. */
    private static final class Client implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement update;
        private final PreparedStatement insert;
        private final UUID[] ids = new UUID[ROWS_PER_CLIENT];
        private final short[] states = new short[ROWS_PER_CLIENT];
        private int nextSingle;
        private int nextStretch;

        Client(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            try (PreparedStatement fill =
                    connection.prepareStatement(
                            "INSERT INTO yard_key (id, state, slave, sealed) VALUES (?, 0, ?, ?)")) {
                for (int i = 0; i < ROWS_PER_CLIENT; i++) {
                    ids[i] = UUID.randomUUID();
                    fill.setObject(1, ids[i]);
                    fill.setString(2, TwoKeyManagers.SLAVE);
                    fill.setBytes(3, new byte[BYTES_PER_KEY]);
                    fill.addBatch();
                }
                var _ = fill.executeBatch();
            }
            connection.commit();
            this.update = connection.prepareStatement(UPDATE);
            this.insert = connection.prepareStatement(INSERT);
        }

        /** Commits at least once, so that there is a rate however slow the machine. */
        long run(int keys, long deadlineNanos) throws SQLException {
            long commits = 0;
            do {
                commit(keys);
                commits++;
            } while (System.nanoTime() < deadlineNanos);
            return commits;
        }

        private void commit(int keys) throws SQLException {
            int from = stretch(keys);
            short now = states[from];
            short then = (short) (1 - now);
            UUID[] these = new UUID[keys];
            System.arraycopy(ids, from, these, 0, keys);
            Arrays.fill(states, from, from + keys, then);
            Array array = connection.createArrayOf("uuid", these);
            update.setShort(1, then);
            update.setArray(2, array);
            update.setShort(3, now);
            var _ = update.executeUpdate();
            insert.setBytes(1, new byte[32]);
            insert.setShort(2, now);
            insert.setShort(3, then);
            insert.setInt(4, 256);
            insert.setArray(5, array);
            var _ = insert.executeUpdate();
            connection.commit();
            array.free();
        }

        /**
         * The next rows. Single rows come from the first half and stretches from the second, so
         * that all rows of a stretch always have the same state.
         */
        private int stretch(int keys) {
            int half = ROWS_PER_CLIENT / 2;
            if (keys == 1) {
                nextSingle = (nextSingle + 1) % half;
                return nextSingle;
            }
            int from = nextStretch + keys > half ? 0 : nextStretch;
            nextStretch = from + keys;
            return half + from;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Client client : clients) {
            client.close();
        }
    }
}
