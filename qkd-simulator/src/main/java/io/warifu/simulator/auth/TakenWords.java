package io.warifu.simulator.auth;

/** Words of the sending lane with the offset of the first. Secret, so no record prints them. */
final class TakenWords {

    private final long offset;
    private final long[] words;

    /** Keeps the array; whoever uses it wipes it. */
    TakenWords(long offset, long[] words) {
        this.offset = offset;
        this.words = words;
    }

    /** In bits, from the beginning of the lane. */
    long offset() {
        return offset;
    }

    long[] words() {
        return words;
    }
}
