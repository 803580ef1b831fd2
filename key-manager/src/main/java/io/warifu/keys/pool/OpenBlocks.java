package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.vault.AssociatedData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Blocks in use, unsealed, so that a pad of some bytes does not decrypt 128 KiB each time.
 *
 * <p>Guarantee: at most {@link #MAX_OPEN_BYTES}; what was used is overwritten once that is
 * committed, and a block that goes is overwritten as a whole. If the database gives out bytes again
 * that were overwritten here, it was set back under the running process: that is refused.
 */
final class OpenBlocks implements AutoCloseable {

    static final int MAX_OPEN_BYTES = 8 << 20;

    private final Map<Name, Open> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private int openBytes;

    /** What a sealed block is about. */
    record Name(LinkId link, long epoch, long sequence, UUID blockId, int lengthBytes) {

        AssociatedData about() {
            return AssociatedData.of(
                    "link-block",
                    link.alice().value(),
                    link.bob().value(),
                    Long.toString(epoch),
                    Long.toString(sequence),
                    blockId.toString(),
                    Integer.toString(lengthBytes));
        }
    }

    /** The database gave out bytes that this process knows to be used. */
    static final class UsedBefore extends RuntimeException {
        UsedBefore(Name name) {
            super("bytes of block " + name.sequence() + " of " + name.link() + " were used before");
        }
    }

    /** Copies a piece of a block, which is opened for it if need be. */
    void copy(Name name, int offset, byte[] into, int at, int length, Supplier<SecretBytes> open) {
        if (copyHeld(name, offset, into, at, length)) {
            return;
        }
        try (SecretBytes secret = open.get()) {
            keep(name, new Open(secret.exposeForWire()));
        }
        if (!copyHeld(name, offset, into, at, length)) {
            throw new IllegalStateException("too many blocks are in use at once");
        }
    }

    private synchronized boolean copyHeld(Name name, int offset, byte[] into, int at, int length) {
        Open held = blocks.get(name);
        if (held == null) {
            return false;
        }
        if (held.spent.nextSetBit(offset) >= 0 && held.spent.nextSetBit(offset) < offset + length) {
            throw new UsedBefore(name);
        }
        System.arraycopy(held.bytes, offset, into, at, length);
        return true;
    }

    private synchronized void keep(Name name, Open open) {
        if (blocks.containsKey(name)) {
            Arrays.fill(open.bytes, (byte) 0);
            return;
        }
        blocks.put(name, open);
        openBytes += open.bytes.length;
        while (openBytes > MAX_OPEN_BYTES) {
            drop(blocks.keySet().iterator().next());
        }
    }

    /** These bytes are used, and the database has committed it. */
    synchronized void spent(Name name, int offset, int length) {
        Open held = blocks.get(name);
        if (held != null) {
            Arrays.fill(held.bytes, offset, offset + length, (byte) 0);
            held.spent.set(offset, offset + length);
        }
    }

    synchronized void drop(Name name) {
        Open held = blocks.remove(name);
        if (held != null) {
            openBytes -= held.bytes.length;
            Arrays.fill(held.bytes, (byte) 0);
        }
    }

    synchronized void drop(LinkId link) {
        blocks.keySet().stream()
                .filter(name -> name.link().equals(link))
                .toList()
                .forEach(this::drop);
    }

    synchronized int openBytes() {
        return openBytes;
    }

    @Override
    public synchronized void close() {
        new HashMap<>(blocks).keySet().forEach(this::drop);
    }

    private static final class Open {
        private final byte[] bytes;
        private final BitSet spent = new BitSet();

        Open(byte[] bytes) {
            this.bytes = bytes;
        }
    }
}
