package io.warifu.simulator.auth;

/**
 * One lane in memory: its bits and how far they are used. The pool decides when its state goes to
 * disk. Not safe for several threads.
 */
final class LaneCursor {

    private final LaneBits bits;
    private LaneState state;
    private long zeroedOnDisk;

    LaneCursor(LaneBits bits, LaneState state) {
        this.bits = bits;
        this.state = state;
        this.zeroedOnDisk = state.position();
    }

    LaneBits bits() {
        return bits;
    }

    LaneState state() {
        return state;
    }

    long word(long offset) {
        return bits.word(offset);
    }

    /** Below here the file still holds bits that are used by now. */
    /** So many words from an offset on; the caller wipes them. */
    long[] words(long offset, int count) {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(offset + (long) i * Long.SIZE);
        }
        return words;
    }

    long zeroedOnDisk() {
        return zeroedOnDisk;
    }

    void zeroedOnDisk(long upTo) {
        zeroedOnDisk = upTo;
    }

    long roomBits() {
        return bits.ring().length * 8L - (state.end() - state.position());
    }

    void reserve(long upTo) {
        state =
                new LaneState(
                        state.position(),
                        upTo,
                        state.spendable(),
                        state.end(),
                        state.preShared(),
                        state.spent());
    }

    /** Uses {@code spentBits} from {@code from} on; what lies before and was not used is burned. */
    void use(long from, long spentBits) {
        long position = from + spentBits;
        bits.wipe(state.position(), position);
        state =
                new LaneState(
                        position,
                        Math.max(position, state.reserved()),
                        state.spendable(),
                        state.end(),
                        state.preShared(),
                        state.spent() + spentBits);
    }

    /** The process ends well: what was reserved and not used is not lost. */
    void releaseReservation() {
        reserve(state.position());
    }

    void append(byte[] more) {
        bits.put(state.end(), more);
        long end = state.end() + more.length * 8L;
        state =
                new LaneState(
                        state.position(),
                        state.reserved(),
                        state.spendable(),
                        end,
                        state.preShared(),
                        state.spent());
    }

    void spendable(long upTo) {
        state =
                new LaneState(
                        state.position(),
                        state.reserved(),
                        upTo,
                        state.end(),
                        state.preShared(),
                        state.spent());
    }
}
