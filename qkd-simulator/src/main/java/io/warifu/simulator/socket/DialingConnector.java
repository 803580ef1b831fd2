package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.MessageKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;

/**
 * Alice's way to a connection: classical channel first, then the fibre under the session id told
 * there. Host names are not compared with the certificate, since its URI name says more: the site.
 */
public final class DialingConnector implements LinkConnector {

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

    private final LinkEndpoint endpoint;
    private final AtomicBoolean closed = new AtomicBoolean();

    public DialingConnector(LinkEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public LinkConnection connect() throws ChannelException {
        if (closed.get()) {
            throw new ChannelException("the link is shut down");
        }
        UUID session = UUID.randomUUID();
        Socket classical = dial(endpoint.classicalPort());
        try {
            SocketClassicalChannel channel =
                    SocketClassicalChannel.opening(secured(classical), session);
            channel.send(MessageKind.HELLO, Greeting.write(endpoint.link()));
            SocketFibre fibre = new SocketFibre(dial(endpoint.quantumPort()));
            LinkConnection connection = new LinkConnection(channel, fibre);
            try {
                fibre.announce(session);
                channel.receive(MessageKind.WELCOME).end();
                return connection;
            } catch (IOException | ChannelException e) {
                connection.close();
                throw e;
            }
        } catch (IOException e) {
            Sockets.close(classical);
            throw new ChannelException("no session with " + endpoint.link().bob(), e);
        } catch (ChannelException e) {
            Sockets.close(classical);
            throw e;
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private Socket dial(int port) throws ChannelException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(endpoint.readTimeoutMillis());
            socket.connect(new InetSocketAddress(endpoint.host(), port), CONNECT_TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            Sockets.close(socket);
            throw new ChannelException(endpoint.link().bob() + " does not answer", e);
        }
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        endpoint.tls()
                                .getSocketFactory()
                                .createSocket(
                                        socket, endpoint.host(), endpoint.classicalPort(), true);
        secured.setUseClientMode(true);
        secured.setEnabledProtocols(new String[] {"TLSv1.3"});
        secured.setSoTimeout(LinkEndpoint.HANDSHAKE_TIMEOUT_MILLIS);
        secured.startHandshake();
        secured.setSoTimeout(endpoint.readTimeoutMillis());
        return secured;
    }
}
