package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classical channel over a stream that is already authenticated by mutual TLS 1.3.
 *
 * <pre>
 *  4  length of the payload
 *  1  protocol version, 1
 *  1  kind of message
 * 16  session id, chosen by Alice
 *  8  sequence number of this direction, from 0
 *  n  payload
 * </pre>
 *
 * Guarantee: a message of another session, a repeated, missing or oversized one ends the session,
 * and silence beyond the socket's read time-out does too. Limit: the authentication is that of TLS,
 * hence computational; information-theoretic (Wegman-Carter) tags come with a later piece of work,
 * and session id and sequence number are what those tags will bind.
 */
final class SocketClassicalChannel implements ClassicalChannel, AutoCloseable {

    static final int MAX_PAYLOAD_BYTES = 4 << 20;

    private static final int VERSION = 1;
    private static final int BUFFER_BYTES = 16 << 10;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private @Nullable UUID session;
    private long nextSent;
    private long nextReceived;

    private SocketClassicalChannel(Socket socket, @Nullable UUID session) throws IOException {
        this.socket = socket;
        this.session = session;
        this.in =
                new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        this.out =
                new DataOutputStream(
                        new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }

    /** Alice's end: she names the session. */
    static SocketClassicalChannel opening(Socket socket, UUID session) throws IOException {
        return new SocketClassicalChannel(socket, session);
    }

    /** Bob's end: the first message he receives names the session. */
    static SocketClassicalChannel answering(Socket socket) throws IOException {
        return new SocketClassicalChannel(socket, null);
    }

    /** The session, once it has a name. */
    UUID session() {
        if (session == null) {
            throw new IllegalStateException("nobody has spoken yet");
        }
        return session;
    }

    @Override
    public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
        byte[] bytes = payload.toBytes();
        if (bytes.length > MAX_PAYLOAD_BYTES) {
            throw new ChannelException("a message of " + bytes.length + " bytes is too long");
        }
        try {
            out.writeInt(bytes.length);
            out.writeByte(VERSION);
            out.writeByte(kind.code());
            out.writeLong(session().getMostSignificantBits());
            out.writeLong(session().getLeastSignificantBits());
            out.writeLong(nextSent++);
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new ChannelException("the classical channel broke while sending", e);
        }
    }

    @Override
    public Message receive() throws ChannelException {
        try {
            int length = in.readInt();
            if (length < 0 || length > MAX_PAYLOAD_BYTES) {
                throw new ChannelException("a message of " + length + " bytes is refused");
            }
            if (in.readUnsignedByte() != VERSION) {
                throw new ChannelException("the other end speaks another version");
            }
            MessageKind kind = MessageKind.of(in.readUnsignedByte());
            requireSession(new UUID(in.readLong(), in.readLong()));
            if (in.readLong() != nextReceived++) {
                throw new ChannelException("a message is out of order");
            }
            byte[] payload = in.readNBytes(length);
            if (payload.length != length) {
                throw new ChannelException("the classical channel ended in a message");
            }
            return new Message(kind, payload);
        } catch (IOException e) {
            throw new ChannelException("the classical channel broke or fell silent", e);
        }
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }

    private void requireSession(UUID named) throws ChannelException {
        if (session == null) {
            session = named;
        } else if (!session.equals(named)) {
            throw new ChannelException("a message belongs to another session");
        }
    }
}
