package io.warifu.simulator.eavesdrop.classical;

import java.util.ArrayList;
import java.util.List;

/** The first frames of one connection, as far as they are few and short. */
final class Recording {

    private static final int MAX_FRAMES = 256;
    private static final int MAX_BYTES = 1 << 20;

    private final List<byte[]> frames = new ArrayList<>();
    private int bytes;
    private int passed;

    /** Returns the place of the frame, from 0. */
    int add(byte[] frame) {
        if (frames.size() == passed
                && frames.size() < MAX_FRAMES
                && bytes + frame.length <= MAX_BYTES) {
            frames.add(frame);
            bytes += frame.length;
        }
        return passed++;
    }

    /** The frame at that place; the last one there is for a later place. */
    byte[] at(int place, byte[] otherwise) {
        return frames.isEmpty() ? otherwise : frames.get(Math.min(place, frames.size() - 1));
    }
}
