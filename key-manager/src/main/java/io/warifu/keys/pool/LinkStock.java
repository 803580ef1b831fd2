package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The QKD key of the site's own links as one-time pads.
 *
 * <p>Guarantee: no byte of a block is handed out twice, to nobody, in no order of calls, and, where
 * the stock is durable, neither after a kill of the process nor after a backup of the database was
 * restored. A pad that was returned and never used is lost. {@link #reserve} and {@link #claim}
 * join a surrounding transaction; then a pad may be used only after that was committed, and
 * reservations on several links in one transaction are made in the order of their names, lest two
 * wait for each other.
 */
public interface LinkStock {

    /** Takes a block in; the same block again is {@link Intake#ALREADY_STORED}. */
    Intake offer(LinkId link, KeyBlock block);

    /**
     * Takes {@code bytes} of key out of this site's half of the link, to send under. All ranges of
     * a pad are of the same epoch.
     *
     * @param maxAge of the key since it came in; null if any will do
     */
    Reservation reserve(LinkId link, int bytes, @Nullable Duration maxAge);

    /** The same with key of any age. */
    default Reservation reserve(LinkId link, int bytes) {
        return reserve(link, bytes, null);
    }

    /** Takes the ranges the other end named out of its half: all of them or none. */
    Claim claim(LinkId link, List<PadRange> ranges);

    /** Burns what is left of a block, because the other end does not have it. */
    void discard(LinkId link, long sequence);

    /**
     * Raises or clears the alarm. While it is raised the link takes and gives no key, and what it
     * had is quarantined; when it is cleared that is burned.
     *
     * @return whether this call raised it
     */
    boolean alarm(LinkId link, boolean raised, double qber, String reason);

    LinkView view(LinkId link);

    /** The books of one direction, over all blocks that ever came in. */
    LinkAccount account(LinkId link, boolean outgoing);

    /** What became of an offered block. */
    enum Intake {
        STORED,
        ALREADY_STORED,
        CONFLICT,
        FULL,
        IN_ALARM
    }

    /** A pad to send under, or why there is none. */
    sealed interface Reservation {
        record Reserved(Pad pad) implements Reservation {}

        record TooLittle(long availableBits) implements Reservation {}

        record InAlarm() implements Reservation {}

        /** The two ends have not agreed on the link's epoch yet: try again soon. */
        record NoEpoch() implements Reservation {}
    }

    /** The pad of a received message, or why it must be refused. */
    sealed interface Claim {
        record Claimed(SecretBytes pad) implements Claim {}

        /** This end has no such block, or it is not the other end's to send under. */
        record Unknown(long sequence) implements Claim {}

        /** A byte of the range was used before: a replay or a fault, never to be answered. */
        record Used(long sequence) implements Claim {}

        record InAlarm() implements Claim {}

        /**
         * The range is of another epoch, or the two ends have not agreed on one. Nothing was taken,
         * and the block it names need not be given up for it.
         */
        record NoEpoch() implements Claim {}
    }
}
