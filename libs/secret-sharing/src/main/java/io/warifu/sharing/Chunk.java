package io.warifu.sharing;

/**
 * Which piece of an object was shared, when it was cut before.
 *
 * @param number counted from 0
 * @param count of all chunks of the object
 */
public record Chunk(int number, int count) {

    /** The object in one piece. */
    public static final Chunk WHOLE = new Chunk(0, 1);

    public Chunk {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    "there is no chunk " + number + " among " + count + ", counted from 0");
        }
    }
}
