package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.FarService;
import io.warifu.demo.gatewaypair.GatewayPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A quiet stream beside the others, which no fault of theirs may harm. */
public final class Bystander implements AutoCloseable {

    private static final int ANSWER_LIMIT_MILLIS = 60_000;

    private final Socket socket;
    private int said;

    public Bystander(GatewayPair pair) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), pair.east().tunnelPort());
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(FarService.ECHO);
    }

    /** Whether a byte still comes back, and the same one. */
    public boolean lives() {
        try {
            said = said + 1 & 0x7F;
            socket.getOutputStream().write(said);
            return socket.getInputStream().read() == said;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
