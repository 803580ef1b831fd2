package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.QuantumReceiver;
import io.warifu.simulator.channel.QuantumSender;
import io.warifu.simulator.channel.TrainCodec;
import io.warifu.simulator.optics.PhotonTrain;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.UUID;

/**
 * The simulated fibre: a plain TCP connection from Alice to Bob. It begins with the 16 bytes of the
 * session id; then each train is a length of 4 bytes and the bytes of {@link TrainCodec}.
 *
 * <p>It is neither secret nor authentic, as a fibre is not: whoever disturbs it shows in the error
 * rate, whoever breaks its form ends the session. (Whoever <em>reads</em> this TCP connection sees
 * what no real attacker could see without disturbing it; that is the price of simulating.)
 */
final class SocketFibre implements QuantumSender, QuantumReceiver, AutoCloseable {

    private static final int MAX_TRAIN_BYTES = 8 << 20;

    private final Socket socket;

    SocketFibre(Socket socket) {
        this.socket = socket;
    }

    void announce(UUID session) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(session.getMostSignificantBits());
        out.writeLong(session.getLeastSignificantBits());
        out.flush();
    }

    boolean isAnnouncedAs(UUID session) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new UUID(in.readLong(), in.readLong()).equals(session);
    }

    @Override
    public void send(PhotonTrain train) throws ChannelException {
        byte[] bytes = TrainCodec.encode(train);
        try {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new ChannelException("the fibre broke while sending", e);
        }
    }

    @Override
    public PhotonTrain receive() throws ChannelException {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > MAX_TRAIN_BYTES) {
                throw new ChannelException("a train of " + length + " bytes is refused");
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length != length) {
                throw new ChannelException("the fibre ended in a train");
            }
            return TrainCodec.decode(bytes);
        } catch (IOException e) {
            throw new ChannelException("the fibre broke or stayed dark", e);
        }
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }
}
