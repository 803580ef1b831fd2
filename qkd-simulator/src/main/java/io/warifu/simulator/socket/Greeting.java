package io.warifu.simulator.socket;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.nio.charset.StandardCharsets;

/** The first message of a session: which protocol, which link. */
final class Greeting {

    private static final int MAX_NAME_BYTES = 128;

    private Greeting() {}

    static PayloadWriter write(LinkId link) {
        return new PayloadWriter().putByte(LinkEndpoint.PROTOCOL_VERSION).putBytes(name(link));
    }

    static void require(SocketClassicalChannel channel, LinkId link) throws ChannelException {
        PayloadReader hello = channel.receive(MessageKind.HELLO);
        if (hello.getByte() != LinkEndpoint.PROTOCOL_VERSION) {
            throw new ChannelException("the caller speaks another version of the protocol");
        }
        String named = new String(hello.getBytes(MAX_NAME_BYTES), StandardCharsets.US_ASCII);
        hello.end();
        if (!named.equals(new String(name(link), StandardCharsets.US_ASCII))) {
            throw new ChannelException("the caller wants another link");
        }
    }

    private static byte[] name(LinkId link) {
        // A site id holds no slash, so the pair cannot be read in two ways.
        return (link.alice() + "/" + link.bob()).getBytes(StandardCharsets.US_ASCII);
    }
}
