package io.warifu.simulator.auth;

/**
 * Where one lane stands, as written to disk. All numbers are absolute offsets in bits since the
 * beginning of the lane, multiples of 64, except {@code spent}, which is an amount.
 *
 * @param position everything below is spent or burned
 * @param reserved written off ahead: a process that finds this state begins here
 * @param spendable up to here the other end is known to hold the bits
 * @param end up to here this end holds the bits
 * @param preShared how many of them came from the pre-shared secret
 * @param spent how many below {@code position} were used
 */
record LaneState(
        long position, long reserved, long spendable, long end, long preShared, long spent) {

    LaneState {
        boolean ordered =
                0 <= spent
                        && spent <= position
                        && position <= reserved
                        && reserved <= end
                        && spendable <= end
                        && 0 <= preShared
                        && preShared <= end;
        if (!ordered || ((position | reserved | spendable | end | preShared | spent) & 63) != 0) {
            throw new IllegalArgumentException("a lane's offsets contradict each other");
        }
    }

    static LaneState beginningWith(long preSharedBits) {
        return new LaneState(0, 0, preSharedBits, preSharedBits, preSharedBits, 0);
    }

    /** What a new process goes on from: the reserved bits are given up. */
    LaneState afterRestart() {
        return new LaneState(reserved, reserved, spendable, end, preShared, spent);
    }

    LaneLedger ledger() {
        return new LaneLedger(preShared, end - preShared, spent, position - spent, end - position);
    }
}
