package io.warifu.simulator.handover;

import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One block of the journal and its file.
 *
 * <pre>
 *  4  "WQB1"
 *  1  stage, 1 to 3
 *  1  1 if the key manager has stored it; then no key follows
 * 16  block id
 *  8  sequence
 *  4  refill bytes
 *  8  QBER, IEEE 754
 *  4  key bytes that follow
 *  n  key
 *  4  CRC-32C of all before
 * </pre>
 *
 * Numbers are big-endian.
 */
record JournalEntry(FinishedBlock block, BlockStage stage, boolean delivered) {

    private static final int MAGIC = 0x57514231;
    private static final int HEAD_BYTES = 4 + 1 + 1 + 16 + 8 + 4 + 8 + 4;
    private static final int CHECK_BYTES = 4;

    static final int MAX_FILE_BYTES = HEAD_BYTES + FinishedBlock.MAX_KEY_BYTES + CHECK_BYTES;

    JournalEntry in(BlockStage next) {
        return new JournalEntry(block, next, delivered);
    }

    JournalEntry whenDelivered() {
        return new JournalEntry(block, stage, true);
    }

    /** Nobody will ever ask for it again. */
    boolean isDone() {
        return delivered && stage == BlockStage.CONFIRMED;
    }

    /** The bytes of the file; the caller wipes them. */
    byte[] encode() {
        byte[] key = delivered ? new byte[0] : block.key().exposeForWire();
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + key.length + CHECK_BYTES);
        out.putInt(MAGIC).put((byte) stage.code()).put((byte) (delivered ? 1 : 0));
        out.putLong(block.blockId().getMostSignificantBits());
        out.putLong(block.blockId().getLeastSignificantBits());
        out.putLong(block.sequence()).putInt(block.refillBytes()).putDouble(block.qber());
        out.putInt(key.length).put(key);
        Arrays.fill(key, (byte) 0);
        out.putInt(check(out.array(), out.position()));
        return out.array();
    }

    /**
     * Reads a file and wipes {@code bytes}; anything odd is an {@link IllegalArgumentException}.
     */
    static JournalEntry decode(byte[] bytes) {
        try {
            if (bytes.length < HEAD_BYTES + CHECK_BYTES) {
                throw new IllegalArgumentException("the file is too short");
            }
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("the file does not begin with WQB1");
            }
            if (in.getInt(bytes.length - CHECK_BYTES) != check(bytes, bytes.length - CHECK_BYTES)) {
                throw new IllegalArgumentException("the check sum does not fit");
            }
            BlockStage stage = BlockStage.ofCode(in.get());
            boolean delivered = in.get() == 1;
            UUID id = new UUID(in.getLong(), in.getLong());
            long sequence = in.getLong();
            int refill = in.getInt();
            double qber = in.getDouble();
            byte[] key = new byte[in.getInt()];
            if (in.remaining() != key.length + CHECK_BYTES) {
                throw new IllegalArgumentException("the key has another length than stated");
            }
            in.get(key);
            return new JournalEntry(
                    new FinishedBlock(
                            id, sequence, SecretBytes.takeFrom(key), delivered ? 0 : refill, qber),
                    stage,
                    delivered);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static int check(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
