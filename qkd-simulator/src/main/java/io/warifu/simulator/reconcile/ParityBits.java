package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.PayloadWriter;
import java.util.Arrays;

/** Parities on their way into one message; the room is used again for the next. */
final class ParityBits {

    private long[] words = new long[64];
    private int length;

    void clear() {
        length = 0;
    }

    void add(int parity) {
        int word = length >>> 6;
        if (word == words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        if ((length & 63) == 0) {
            words[word] = 0;
        }
        words[word] |= (long) parity << length;
        length++;
    }

    int length() {
        return length;
    }

    PayloadWriter writeTo(PayloadWriter payload) {
        return payload.putBits(BitString.ofWords(length, words));
    }
}
