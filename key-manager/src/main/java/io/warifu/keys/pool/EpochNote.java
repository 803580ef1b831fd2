package io.warifu.keys.pool;

/**
 * What one end of a link tells the other about its epoch, as it stands in JSON.
 *
 * @param epoch in which this end is now
 * @param before in which it was when it was asked; in a question the same as {@code epoch}
 * @param reservedBytes of pads that it took to send under, in this epoch
 * @param claimedBytes of pads that it received under, in this epoch
 * @param outgoingFloor it sends under no block up to this number any more, because it burned them
 * @param incomingFloor it receives under no block up to this number any more
 * @param passedTo it has used up, or burned, all outgoing blocks up to this number
 */
record EpochNote(
        long epoch,
        long before,
        long reservedBytes,
        long claimedBytes,
        long outgoingFloor,
        long incomingFloor,
        long passedTo) {

    EpochNote {
        if (epoch < 1 || before < 1 || reservedBytes < 0 || claimedBytes < 0) {
            throw new IllegalArgumentException("an epoch note holds no negative numbers");
        }
    }
}
