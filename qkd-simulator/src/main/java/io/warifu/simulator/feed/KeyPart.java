package io.warifu.simulator.feed;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.handover.FinishedBlock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Half of what a block has for the key manager, under a number and an id of its own that follow
 * from the block's: the same at both ends, and the same when it is sent again.
 */
record KeyPart(UUID id, long sequence, SecretBytes key, double qber) implements AutoCloseable {

    /** The key manager takes no shorter ones. */
    private static final int MIN_BYTES = 8;

    /** Both parts; none if the block has nothing for the key manager. */
    static List<KeyPart> of(FinishedBlock block) {
        int bytes = block.deliveredBytes() / 2;
        if (bytes < MIN_BYTES) {
            return List.of();
        }
        byte[] key = block.key().exposeForWire();
        try {
            int from = block.refillBytes();
            return List.of(
                    part(block, 0, Arrays.copyOfRange(key, from, from + bytes)),
                    part(block, 1, Arrays.copyOfRange(key, from + bytes, key.length)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public void close() {
        key.close();
    }

    private static KeyPart part(FinishedBlock block, int half, byte[] key) {
        UUID id = block.blockId();
        return new KeyPart(
                new UUID(id.getMostSignificantBits(), (id.getLeastSignificantBits() & ~1L) | half),
                2 * block.sequence() + half,
                SecretBytes.takeFrom(key),
                block.qber());
    }
}
