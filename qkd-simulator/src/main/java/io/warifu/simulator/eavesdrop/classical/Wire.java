package io.warifu.simulator.eavesdrop.classical;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** One direction of a connection that two threads write whole frames to. */
final class Wire {

    private final Socket socket;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    synchronized void write(byte[] frame) throws IOException {
        out.write(frame);
    }

    /** No more follows in this direction. */
    synchronized void end() throws IOException {
        socket.shutdownOutput();
    }
}
