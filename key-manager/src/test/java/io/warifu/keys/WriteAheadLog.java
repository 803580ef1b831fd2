package io.warifu.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.servicekit.PostgresForTests;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the test server writes to pg_wal from now on. The server itself reads the files, so that it
 * does not matter whether it runs in a container.
 */
final class WriteAheadLog implements AutoCloseable {

    private static final int PAGE_BYTES = 8192;
    private static final int HEADER_BYTES = 24;
    private static final int FIRST_HEADER_BYTES = 40;
    private static final int LONG_HEADER_FLAG = 2;

    private final Connection connection;
    private final String first;

    WriteAheadLog() {
        connection = PostgresForTests.newDatabase().connect();
        // Without a slot a checkpoint may recycle files before they are read. This one goes with
        // the connection.
        var _ =
                text(
                        "select slot_name from pg_create_physical_replication_slot("
                                + "'search', immediately_reserve => true, temporary => true)");
        first = text("select pg_walfile_name(pg_current_wal_insert_lsn())");
    }

    /** All records since the beginning, one after the other. */
    byte[] records() {
        // Test servers commit asynchronously; the switch writes out everything before it.
        String last = text("select pg_walfile_name(pg_switch_wal())");
        List<String> files = files(last);
        assertThat(files).startsWith(first).endsWith(last);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (String file : files) {
            addRecords(read(file), records);
        }
        return records.toByteArray();
    }

    /** Leaves out the header of each page, which may lie in the midst of a key. */
    private static void addRecords(byte[] file, ByteArrayOutputStream records) {
        for (int page = 0; page < file.length; page += PAGE_BYTES) {
            boolean isLong = (file[page + 2] & LONG_HEADER_FLAG) != 0;
            int header = isLong ? FIRST_HEADER_BYTES : HEADER_BYTES;
            records.write(file, page + header, PAGE_BYTES - header);
        }
    }

    private List<String> files(String last) {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select name from pg_ls_waldir()"
                                + " where name collate \"C\" between ? and ?"
                                + " order by name collate \"C\"")) {
            query.setString(1, first);
            query.setString(2, last);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("the files of the log cannot be listed", e);
        }
    }

    private byte[] read(String file) {
        try (PreparedStatement query =
                connection.prepareStatement("select pg_read_binary_file('pg_wal/' || ?)")) {
            query.setString(1, file);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a file of the log cannot be read", e);
        }
    }

    private String text(String sql) {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not answer about its log", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
