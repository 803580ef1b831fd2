package io.warifu.demo.gatewaybench;

import io.warifu.demo.pki.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A yardstick as a process of its own: hands bytes on with blocking sockets, platform threads and
 * arrays of 64 KiB, as the gateway does, in clear or with the JDK's TLS 1.3 on one of its sides.
 *
 * <p>Limit: half-close and failures are handled no better than a benchmark needs.
 */
final class RelayMain {

    /** What lies on which side. */
    enum Kind {
        PLAIN,
        TLS_TOWARDS_TARGET,
        TLS_TOWARDS_CLIENT
    }

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BACKLOG = 2_048;
    private static final String[] PROTOCOL = {"TLSv1.3"};
    private static final String[] SUITE = {"TLS_AES_256_GCM_SHA384"};

    private final SocketFactory towardsTarget;
    private final int targetPort;

    private RelayMain(SocketFactory towardsTarget, int targetPort) {
        this.towardsTarget = towardsTarget;
        this.targetPort = targetPort;
    }

    /** Kind, port to listen on, port to connect to, folder and name of the certificate. */
    static void main(String[] arguments) throws IOException {
        Kind kind = Kind.valueOf(arguments[0]);
        int targetPort = Integer.parseInt(arguments[2]);
        SSLContext tls = ClientTls.of(Path.of(arguments[3]), arguments[4]).createSslContext();
        RelayMain relay =
                new RelayMain(
                        kind == Kind.TLS_TOWARDS_TARGET
                                ? tls.getSocketFactory()
                                : SocketFactory.getDefault(),
                        targetPort);
        ServerSocketFactory entrance =
                kind == Kind.TLS_TOWARDS_CLIENT
                        ? tls.getServerSocketFactory()
                        : ServerSocketFactory.getDefault();
        try (ServerSocket listening =
                entrance.createServerSocket(
                        Integer.parseInt(arguments[1]),
                        BACKLOG,
                        InetAddress.getLoopbackAddress())) {
            if (listening instanceof SSLServerSocket server) {
                server.setEnabledProtocols(PROTOCOL);
                server.setEnabledCipherSuites(SUITE);
                server.setNeedClientAuth(true);
            }
            while (true) {
                Socket client = listening.accept();
                Thread.ofPlatform().daemon().start(() -> relay.serve(client));
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket target =
                        towardsTarget.createSocket(InetAddress.getLoopbackAddress(), targetPort)) {
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            if (target instanceof SSLSocket secure) {
                secure.setEnabledProtocols(PROTOCOL);
                secure.setEnabledCipherSuites(SUITE);
                secure.startHandshake();
            }
            Thread back = Thread.ofPlatform().daemon().start(() -> pump(target, client));
            pump(client, target);
            back.join();
        } catch (IOException e) {
            System.err.println("relay: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            System.err.println("relay: " + e);
        }
    }
}
