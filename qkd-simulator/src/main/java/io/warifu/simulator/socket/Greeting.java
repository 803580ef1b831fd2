package io.warifu.simulator.socket;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.Lane;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The payload of HELLO and WELCOME: the link, a fresh nonce, and how much each lane of the sender's
 * pool ever held.
 *
 * <pre>
 * v n  name of the link, "alice/bob"
 * 16   nonce
 * v    sequence of the last deposit + 1
 * v    end of the lane from Alice to Bob, in bits
 * v    end of the lane from Bob to Alice, in bits
 * </pre>
 *
 * <p>v is a count in groups of seven bits.
 */
record Greeting(String link, UUID nonce, long deposits, long aliceToBobEnd, long bobToAliceEnd) {

    static final int MAX_BYTES = 512;

    private static final int MAX_NAME_BYTES = 256;

    static Greeting from(LinkId link, UUID nonce, KeyPool pool) {
        return new Greeting(
                name(link),
                nonce,
                pool.lastDeposit() + 1,
                pool.endOf(Lane.ALICE_TO_BOB),
                pool.endOf(Lane.BOB_TO_ALICE));
    }

    /** Reads a greeting that is not verified yet. */
    static Greeting read(Frame frame, MessageKind kind, LinkId link) throws ChannelException {
        if (Abort.is(frame)) {
            throw Abort.unproven(frame);
        }
        if (frame.kind() != kind.code() || frame.conversation() != Frame.SESSION_ITSELF) {
            throw new ChannelException("a session does not begin with " + kind);
        }
        if (frame.sequence() != 0) {
            throw new ChannelException(Check.SEQUENCE, "a session begins with message 0");
        }
        PayloadReader in = new PayloadReader(frame.payload());
        String named = new String(in.getBytes(MAX_NAME_BYTES), StandardCharsets.US_ASCII);
        Greeting greeting =
                new Greeting(
                        named,
                        in.getUuid(),
                        in.getCount(Long.MAX_VALUE),
                        in.getCount(Long.MAX_VALUE),
                        in.getCount(Long.MAX_VALUE));
        in.end();
        if (!named.equals(name(link))) {
            throw new ChannelException("the other end wants another link");
        }
        return greeting;
    }

    byte[] toBytes() {
        return new PayloadWriter()
                .putBytes(link.getBytes(StandardCharsets.US_ASCII))
                .putUuid(nonce)
                .putCount(deposits)
                .putCount(aliceToBobEnd)
                .putCount(bobToAliceEnd)
                .toBytes();
    }

    /** What a verified greeting tells about the other end's pool. */
    void reconcile(KeyPool pool) throws ChannelException {
        boolean sameDeposits = deposits == pool.lastDeposit() + 1;
        boolean sameEnds =
                aliceToBobEnd == pool.endOf(Lane.ALICE_TO_BOB)
                        && bobToAliceEnd == pool.endOf(Lane.BOB_TO_ALICE);
        if (sameDeposits && !sameEnds) {
            throw new ChannelException(
                    Check.AUTH_POOL_DIFFERS, "the pools of the two ends had different deposits");
        }
        pool.confirmDeposit(deposits - 1);
    }

    private static String name(LinkId link) {
        // A site id holds no slash, so the pair cannot be read in two ways.
        return link.alice() + "/" + link.bob();
    }
}
