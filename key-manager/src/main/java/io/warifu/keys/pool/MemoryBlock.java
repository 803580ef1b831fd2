package io.warifu.keys.pool;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/** One block of {@link InMemoryLinkStock}. */
final class MemoryBlock {

    final long sequence;
    final long epoch;
    final boolean outgoing;
    final Instant storedAt;
    final byte[] tag;
    BlockState state = BlockState.GENERATED;

    private final UUID blockId;
    private final byte[] key;
    private final BitSet used = new BitSet();
    private int burned;

    MemoryBlock(KeyBlock block, long epoch, boolean outgoing, Instant storedAt) {
        this.sequence = block.sequence();
        this.epoch = epoch;
        this.outgoing = outgoing;
        this.storedAt = storedAt;
        this.tag = block.tag();
        this.blockId = block.blockId();
        this.key = block.key().exposeForWire();
        used.set(0, KeyBlock.CONFIRMATION_BYTES);
    }

    int length() {
        return key.length;
    }

    int used() {
        return used.cardinality();
    }

    int burned() {
        return burned;
    }

    int free() {
        return key.length - used() - burned;
    }

    int firstFree() {
        return used.nextClearBit(0);
    }

    boolean isUnused(PadRange range) {
        int next = used.nextSetBit(range.offset());
        return next < 0 || next >= range.end();
    }

    void take(PadRange range, byte[] into, int at) {
        System.arraycopy(key, range.offset(), into, at, range.length());
        Arrays.fill(key, range.offset(), range.end(), (byte) 0);
        used.set(range.offset(), range.end());
        state = free() == 0 ? BlockState.DESTROYED : BlockState.POOLED;
    }

    void burn() {
        burned += free();
        Arrays.fill(key, (byte) 0);
        state = BlockState.DESTROYED;
    }

    boolean isSame(UUID otherId, int length, byte[] otherTag) {
        return blockId.equals(otherId)
                && key.length == length
                && MessageDigest.isEqual(tag, otherTag);
    }

    Confirmation.Entry entry(boolean discard) {
        return new Confirmation.Entry(sequence, blockId, key.length, tag, discard);
    }
}
