package io.warifu.crossref.opaque;

import io.warifu.kernel.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the key of {@link OpaqueIds} in the service's own database, made at first start.
 *
 * <p>Guarantee: all instances on one database use one key, whoever starts first. With the database
 * lost the key is lost: old links and old log pseudonyms then mean nothing to anyone, as they
 * should.
 */
public final class OpaqueKeyStore {

    private final JdbcClient jdbc;
    private final SecureRandom random;

    public OpaqueKeyStore(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    public SecretBytes key() {
        byte[] fresh = new byte[OpaqueIds.KEY_BYTES];
        random.nextBytes(fresh);
        jdbc.sql("insert into opaque_key (id, key) values (1, ?) on conflict (id) do nothing")
                .param(fresh)
                .update();
        Arrays.fill(fresh, (byte) 0);
        byte[] kept =
                jdbc.sql("select key from opaque_key where id = 1").query(byte[].class).single();
        return SecretBytes.takeFrom(kept);
    }
}
