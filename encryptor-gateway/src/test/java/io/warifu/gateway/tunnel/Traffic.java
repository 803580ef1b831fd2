package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Bytes that a caller sends through a tunnel, and what must come of them. */
final class Traffic {

    private Traffic() {}

    static void assertEcho(Pair pair, byte[] sent) throws Exception {
        try (Socket socket = pair.connect()) {
            assertEcho(socket, sent, true);
        }
    }

    static void assertEcho(Socket socket, byte[] sent, boolean end) throws Exception {
        Thread sender = sending(socket, sent, end);
        byte[] back =
                end
                        ? socket.getInputStream().readAllBytes()
                        : socket.getInputStream().readNBytes(sent.length);
        assertThat(sender.join(Duration.ofSeconds(30))).isTrue();
        assertThat(Arrays.equals(back, sent)).as("same bytes").isTrue();
    }

    /** Sends all, and perhaps the end, from a thread of its own. */
    static Thread sending(Socket socket, byte[] sent, boolean end) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        socket.getOutputStream().write(sent);
                        if (end) {
                            socket.shutdownOutput();
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    static void assertReset(Socket socket) throws IOException {
        try (socket) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    /** Opens a connection. */
    interface Connecting {
        Socket connect() throws IOException;
    }

    /** The reset may come before this end has heard that it is connected. */
    static void assertReset(Connecting connecting) throws IOException {
        Socket socket;
        try {
            socket = connecting.connect();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
            return;
        }
        assertReset(socket);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
