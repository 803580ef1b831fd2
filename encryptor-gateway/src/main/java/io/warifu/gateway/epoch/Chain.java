package io.warifu.gateway.epoch;

import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each epoch passes to the one confirmed after it, so that breaking an epoch needs the ones
 * before it too. Used by one thread at a time.
 */
public final class Chain implements AutoCloseable {

    public static final int TAG_BYTES = 16;

    private static final byte[] TAG_LABEL = "qgw1 chain tag".getBytes(StandardCharsets.US_ASCII);

    private int epoch;
    private @Nullable SecretBytes secret;

    /** Whose chain this is; 0 if there is none yet. */
    public int epoch() {
        return epoch;
    }

    /** Goes on with {@code confirmed}. */
    public void advance(ConfirmedEpoch confirmed) {
        clear();
        secret = confirmed.chain();
        epoch = confirmed.number();
    }

    /** Shows to the other end of a TLS connection that this end holds the chain. */
    public byte[] tag(byte[] exporter) {
        return secret == null
                ? new byte[TAG_BYTES]
                : Hkdf.mac(
                        secret,
                        ByteBuffer.allocate(TAG_LABEL.length + exporter.length)
                                .put(TAG_LABEL)
                                .put(exporter)
                                .array(),
                        TAG_BYTES);
    }

    /** The salt for the next epoch; lent, not given. */
    public Optional<SecretBytes> salt() {
        return Optional.ofNullable(secret);
    }

    /** Begins anew. */
    public void clear() {
        if (secret != null) {
            secret.close();
        }
        secret = null;
        epoch = 0;
    }

    @Override
    public void close() {
        clear();
    }
}
