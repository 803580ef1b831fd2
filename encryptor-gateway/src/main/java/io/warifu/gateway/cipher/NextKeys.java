package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFaultException;
import java.util.Optional;

/** Where the receiving half of a carrier finds the key of a later epoch. */
public interface NextKeys {

    /**
     * The key of this direction under {@code epoch}, or empty if no such epoch is confirmed. Asked
     * on the word of a header that is not verified: answering must change nothing that matters.
     * Whoever gets the key wipes it.
     */
    Optional<DirectionKey> keyOf(int epoch);

    /**
     * A record under {@code epoch} was verified; nothing older comes any more.
     *
     * @throws CarrierFaultException if the epoch was wiped meanwhile: the record must not count
     */
    void movedTo(int epoch) throws CarrierFaultException;

    /** For a carrier that never changes its key. */
    static NextKeys none() {
        return new NextKeys() {
            @Override
            public Optional<DirectionKey> keyOf(int epoch) {
                return Optional.empty();
            }

            @Override
            public void movedTo(int epoch) {
                throw new IllegalStateException("there is no other epoch");
            }
        };
    }
}
