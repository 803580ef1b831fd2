package io.warifu.keys.pool;

/**
 * A piece of one QKD block: bytes {@code offset} to {@code offset + length} of block {@code
 * sequence}. It says where a pad lies and holds no key.
 */
public record PadRange(long sequence, int offset, int length) {

    public PadRange {
        if (sequence < 1 || offset < 0 || length < 1 || offset > KeyBlock.MAX_BYTES - length) {
            throw new IllegalArgumentException(
                    "a pad range has a positive sequence and lies within a block");
        }
    }
}
