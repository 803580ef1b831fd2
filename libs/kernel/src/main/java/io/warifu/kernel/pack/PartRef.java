package io.warifu.kernel.pack;

import io.warifu.kernel.id.ObjectId;

/**
 * Where one piece of a file's content lies.
 *
 * @param object the pack
 * @param index of the entry within the pack, from 0
 */
public record PartRef(ObjectId object, int index) {

    public PartRef {
        if (index < 0 || index >= PackCodec.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "an entry index is 0 to " + (PackCodec.MAX_ENTRIES - 1));
        }
    }
}
