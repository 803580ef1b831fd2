package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The simulated fibre: a plain TCP connection from Alice to Bob. It begins with the 16 bytes of
 * Alice's nonce; then each train is a length of 4 bytes and that many bytes, whose meaning is left
 * to both ends.
 *
 * <p>It is neither secret nor authentic, as a fibre is not: whoever disturbs it shows in the error
 * rate, whoever breaks its form ends the session. (Whoever <em>reads</em> this TCP connection sees
 * what no real attacker could see without disturbing it; that is the price of simulating.)
 */
final class SocketFibre implements AutoCloseable {

    static final int MAX_TRAIN_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final DataInputStream in;

    SocketFibre(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    void announce(UUID nonce) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(nonce.getMostSignificantBits());
        out.writeLong(nonce.getLeastSignificantBits());
        out.flush();
    }

    boolean isAnnouncedAs(UUID nonce) throws IOException {
        return new UUID(in.readLong(), in.readLong()).equals(nonce);
    }

    /** One sender at a time. */
    synchronized void send(byte[] train) throws ChannelException {
        if (train.length > MAX_TRAIN_BYTES) {
            throw new ChannelException(
                    Check.OVERSIZED, "a train of " + train.length + " bytes is too long");
        }
        try {
            socket.getOutputStream()
                    .write(
                            ByteBuffer.allocate(Integer.BYTES + train.length)
                                    .putInt(train.length)
                                    .put(train)
                                    .array());
        } catch (IOException e) {
            throw new ChannelException(Check.DISCONNECTED, "the fibre broke while sending", e);
        }
    }

    /** Waits for the next train, as long as the link's patience lasts. */
    byte[] receive() throws ChannelException {
        try {
            int length = in.readInt();
            if (length < 0 || length > MAX_TRAIN_BYTES) {
                throw new ChannelException(
                        Check.OVERSIZED, "a train of " + length + " bytes is refused");
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length != length) {
                throw new ChannelException(Check.DISCONNECTED, "the fibre ended in a train");
            }
            return bytes;
        } catch (SocketTimeoutException e) {
            throw new ChannelException(Check.TIMEOUT, "the fibre stayed dark", e);
        } catch (IOException e) {
            throw new ChannelException(Check.DISCONNECTED, "the fibre broke", e);
        }
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }
}
