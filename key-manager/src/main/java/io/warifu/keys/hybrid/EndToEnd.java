package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.util.Optional;
import java.util.UUID;

/**
 * Secrets that two key managers share beside what the links carry.
 *
 * <p>Guarantee: both ends compute the same from the same epoch, context and key. {@link #mask}
 * keeps the information-theoretic claim of the key it is XORed with; {@link #derive} does not,
 * above 384 bits.
 */
public interface EndToEnd {

    /**
     * The epoch under which the source sends {@code keys} more keys to the destination; made if
     * there is none that is young enough. Empty if the destination cannot agree on one now.
     */
    Optional<UUID> epochWith(SiteId destination, int keys);

    /**
     * {@code sizeBits / 8} bytes to XOR with the key, for sizes up to 512 bits.
     *
     * @throws UnknownEpochException if this end does not have the epoch
     */
    SecretBytes mask(UUID epoch, HybridContext context);

    /**
     * The key derived from epoch and relayed key, as long as the latter, for sizes above 512 bits.
     *
     * @throws UnknownEpochException if this end does not have the epoch
     */
    SecretBytes derive(UUID epoch, HybridContext context, SecretBytes relayed);

    /** This end does not have the epoch (any more). */
    final class UnknownEpochException extends RuntimeException {

        public UnknownEpochException(UUID epoch) {
            super("no hybrid epoch " + epoch);
        }
    }
}
