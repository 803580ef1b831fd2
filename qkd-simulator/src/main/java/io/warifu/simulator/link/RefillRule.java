package io.warifu.simulator.link;

/**
 * How much of a block's key goes into the authentication pool. Alice alone applies it; Bob is told.
 *
 * @param lowBits below this in the poorer lane a block is made for the pool even if nobody wants
 *     key
 * @param targetBits up to this the pool is filled, in each lane
 */
record RefillRule(long lowBits, long targetBits) {

    /** A quarter at most, so that whoever wants key gets some. */
    private static final int MAX_SHARE_DIVISOR = 4;

    private static final int GRAIN_BYTES = 16;

    static RefillRule standard() {
        return new RefillRule(1 << 17, 1 << 19);
    }

    boolean isLow(long remainingBits) {
        return remainingBits < lowBits;
    }

    /**
     * The refill in bytes, a multiple of 16.
     *
     * @param keyBytes length of the block's key
     * @param forPoolAlone whether nothing else is wanted of it
     * @param remainingBits of the poorer lane
     */
    int refillBytes(int keyBytes, boolean forPoolAlone, long remainingBits) {
        long wanted = 2 * Math.max(0, targetBits - remainingBits) / 8;
        long most = forPoolAlone ? keyBytes : keyBytes / MAX_SHARE_DIVISOR;
        return (int) Math.min(wanted, most) / GRAIN_BYTES * GRAIN_BYTES;
    }
}
