package io.warifu.keys.pool;

/**
 * All link key that ever came in for one direction of a link, to the bit: {@code length = free +
 * used + burned}. Of each block 256 bits are used to compare it with the other end.
 */
public record LinkAccount(long lengthBits, long freeBits, long usedBits, long burnedBits) {

    static final LinkAccount EMPTY = new LinkAccount(0, 0, 0, 0);
}
