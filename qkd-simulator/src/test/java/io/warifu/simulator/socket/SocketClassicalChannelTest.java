package io.warifu.simulator.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SocketClassicalChannelTest {

    private static final UUID SESSION = new UUID(5, 6);
    private static final UUID OTHER = new UUID(7, 8);

    private final Socket near;
    private final Socket far;

    SocketClassicalChannelTest() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            near = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            far = server.accept();
        }
        far.setSoTimeout(300);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
    }

    @Test
    void refusesAMessageThatIsTooLong() throws Exception {
        write(frame(SocketClassicalChannel.MAX_PAYLOAD_BYTES + 1, 1, 3, SESSION, 0));
        assertRefused("is refused");
    }

    @Test
    void refusesANegativeLength() throws Exception {
        write(frame(-1, 1, 3, SESSION, 0));
        assertRefused("is refused");
    }

    @Test
    void refusesAnotherVersionAndUnknownKinds() throws Exception {
        write(frame(0, 2, 3, SESSION, 0));
        assertRefused("another version");
    }

    @Test
    void refusesAnUnknownKind() throws Exception {
        write(frame(0, 1, 99, SESSION, 0));
        assertRefused("unknown kind");
    }

    @Test
    void refusesAReplayedMessage() throws Exception {
        SocketClassicalChannel bob = SocketClassicalChannel.answering(far);
        write(frame(0, 1, 3, SESSION, 0));
        write(frame(0, 1, 3, SESSION, 0));
        bob.receive(MessageKind.OFFER).end();
        assertThatThrownBy(bob::receive).hasMessageContaining("out of order");
    }

    @Test
    void refusesAMessageOfAnotherSession() throws Exception {
        SocketClassicalChannel bob = SocketClassicalChannel.answering(far);
        write(frame(0, 1, 3, SESSION, 0));
        write(frame(0, 1, 3, OTHER, 1));
        bob.receive(MessageKind.OFFER).end();
        assertThatThrownBy(bob::receive).hasMessageContaining("another session");
    }

    @Test
    void refusesTheWrongMessageAtTheWrongTimeAndTrailingBytes() throws Exception {
        SocketClassicalChannel alice = SocketClassicalChannel.opening(near, SESSION);
        SocketClassicalChannel bob = SocketClassicalChannel.answering(far);
        alice.send(MessageKind.OFFER, new PayloadWriter());
        assertThatThrownBy(() -> bob.receive(MessageKind.KEPT))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("expected KEPT");
        alice.send(MessageKind.FINAL_TAKEN, new PayloadWriter().putByte(1));
        assertThatThrownBy(() -> bob.receive(MessageKind.FINAL_TAKEN).end())
                .hasMessageContaining("too many");
    }

    @Test
    void givesUpOnASilentPeerAndOnOneThatLeftInAMessage() throws Exception {
        assertRefused("fell silent");
        byte[] whole = frame(10, 1, 3, SESSION, 0);
        write(whole);
        near.shutdownOutput();
        assertRefused("ended in a message");
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        SocketClassicalChannel alice = SocketClassicalChannel.opening(near, SESSION);
        SocketClassicalChannel bob = SocketClassicalChannel.answering(far);
        alice.send(MessageKind.HELLO, new PayloadWriter().putCount(300).putUuid(OTHER));
        var hello = bob.receive(MessageKind.HELLO);
        assertThat(hello.getInt(1000)).isEqualTo(300);
        assertThat(hello.getUuid()).isEqualTo(OTHER);
        hello.end();
        assertThat(bob.session()).isEqualTo(SESSION);
        bob.send(MessageKind.WELCOME, new PayloadWriter());
        alice.receive(MessageKind.WELCOME).end();
    }

    private void assertRefused(String why) throws IOException {
        SocketClassicalChannel bob = SocketClassicalChannel.answering(far);
        assertThatThrownBy(bob::receive)
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(why);
    }

    private void write(byte[] bytes) throws IOException {
        near.getOutputStream().write(bytes);
    }

    private static byte[] frame(int length, int version, int kind, UUID session, long sequence)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(length);
        out.writeByte(version);
        out.writeByte(kind);
        out.writeLong(session.getMostSignificantBits());
        out.writeLong(session.getLeastSignificantBits());
        out.writeLong(sequence);
        return bytes.toByteArray();
    }
}
