package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import java.util.List;

/**
 * The QKD key of the site's own links as one-time pads.
 *
 * <p>Guarantee: no byte of a block is handed out twice, to nobody, in no order of calls, and also
 * across a kill of the process where the stock is durable: a pad is marked as used, and the mark is
 * committed, before the pad is returned. A pad that was returned and never used is lost. Limit: a
 * restored backup of the database brings used pads back; that needs epochs, which do not exist yet.
 */
public interface LinkStock {

    /** Takes a block in; the same block again is {@link Intake#ALREADY_STORED}. */
    Intake offer(LinkId link, KeyBlock block);

    /** Takes {@code bytes} of key out of this site's half of the link, to send under. */
    Reservation reserve(LinkId link, int bytes);

    /** Takes the ranges the other end named out of its half: all of them or none. */
    Claim claim(LinkId link, List<PadRange> ranges);

    /** Gives up what is left of a block, because the other end does not have it. */
    void discard(LinkId link, long sequence);

    /** Raises or clears the alarm; while it is raised the link takes and gives no key. */
    void alarm(LinkId link, boolean raised, double qber, String reason);

    LinkView view(LinkId link);

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
    }

    /** The pad of a received message, or why it must be refused. */
    sealed interface Claim {
        record Claimed(SecretBytes pad) implements Claim {}

        /** This end has no such block, or it is not the other end's to send under. */
        record Unknown(long sequence) implements Claim {}

        /** A byte of the range was used before: a replay or a fault, never to be answered. */
        record Used(long sequence) implements Claim {}

        record InAlarm() implements Claim {}
    }
}
