package io.warifu.simulator.socket;

import io.warifu.simulator.auth.Stamp;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.nio.charset.StandardCharsets;

/** The last message of a session that failed: the name of the check. */
final class Abort {

    private static final int MAX_NAME_BYTES = 40;

    private Abort() {}

    static byte[] payload(Check check) {
        return new PayloadWriter()
                .putBytes(check.name().getBytes(StandardCharsets.US_ASCII))
                .toBytes();
    }

    /** For an end that cannot pay, or to a caller who has not shown that it can. */
    static Frame untagged(Check check) {
        return new Frame(
                MessageKind.ABORT.code(),
                0,
                Frame.SESSION_ITSELF,
                payload(check),
                new Stamp(Frame.NO_PAD, 0));
    }

    static boolean is(Frame frame) {
        return frame.kind() == MessageKind.ABORT.code();
    }

    /** What the other end said, after its tag was verified. */
    static ChannelException verified(Frame frame) {
        Check check = check(frame);
        return new ChannelException(check, "the other end ended the session: " + check);
    }

    /** What somebody said who need not be the other end; it ends the session all the same. */
    static ChannelException unproven(Frame frame) {
        Check check = check(frame);
        return new ChannelException(
                check, "somebody ended the session without proving who: " + check);
    }

    private static Check check(Frame frame) {
        try {
            PayloadReader in = new PayloadReader(frame.payload());
            String name = new String(in.getBytes(MAX_NAME_BYTES), StandardCharsets.US_ASCII);
            for (Check check : Check.values()) {
                if (check.name().equals(name)) {
                    return check;
                }
            }
            return Check.PROTOCOL;
        } catch (ChannelException _) {
            return Check.MALFORMED;
        }
    }
}
