package io.warifu.keys.peer;

import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.Optional;

/** Posts to other key managers. A peer that does not answer is an outcome, not an exception. */
public interface PeerClient {

    /** More than any answer between key managers has. */
    int MAX_ANSWER_BYTES = 256 * 1024;

    /**
     * The answer of the key manager of {@code peer}; empty if it has no known address, does not
     * answer in time, answers more than {@link #MAX_ANSWER_BYTES}, or shows another certificate.
     *
     * @param path begins with a slash
     */
    Optional<PeerAnswer> post(
            SiteId peer, String path, String mediaType, byte[] body, Duration timeout);
}
