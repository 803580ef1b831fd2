package io.warifu.demo.keybench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection to a server on this machine: HTTP/1.1 over mutual TLS, one exchange at
 * a time.
 *
 * <p>It is there because a full HTTP client on the same two cores would take processor time from
 * what is measured. Limits: bodies end by Content-Length or chunks; nothing is sent twice; a
 * connection that the server closed is opened again at the next exchange, whose time then has the
 * handshake in it. Not for use by several threads.
 */
final class TlsConnection implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 8 << 10;
    private static final int MAX_BODY_BYTES = 8 << 20;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(40);

    /** Below the time after which the server closes idle connections. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(8);

    private final SSLContext tls;
    private final int port;
    private @Nullable SSLSocket socket;
    private @Nullable InputStream in;
    private long lastUsedNanos;
    private int handshakes;

    TlsConnection(SSLContext tls, int port) {
        this.tls = tls;
        this.port = port;
    }

    /**
     * What came back.
     *
     * @param body empty if there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, by whoever asked.
    record Answer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer get(String path) throws IOException {
        return exchange("GET", path, null);
    }

    Answer post(String path, byte[] json) throws IOException {
        return exchange("POST", path, json);
    }

    Answer put(String path, byte[] json) throws IOException {
        return exchange("PUT", path, json);
    }

    /** How often the connection was opened. */
    int handshakes() {
        return handshakes;
    }

    private Answer exchange(String method, String path, byte @Nullable [] json) throws IOException {
        if (System.nanoTime() - lastUsedNanos > MAX_IDLE.toNanos()) {
            close();
        }
        SSLSocket open = socket == null ? connect() : socket;
        boolean complete = false;
        try {
            open.getOutputStream().write(request(method, path, json));
            open.getOutputStream().flush();
            Answer answer = read();
            complete = true;
            return answer;
        } finally {
            lastUsedNanos = System.nanoTime();
            if (!complete) {
                close();
            }
        }
    }

    /** In one piece, so that it leaves in one TLS record. */
    private static byte[] request(String method, String path, byte @Nullable [] json) {
        StringBuilder head =
                new StringBuilder()
                        .append(method)
                        .append(' ')
                        .append(path)
                        .append(" HTTP/1.1\r\nHost: localhost\r\n");
        if (json != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(json.length)
                    .append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (json != null) {
            bytes.writeBytes(json);
        }
        return bytes.toByteArray();
    }

    private SSLSocket connect() throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) ANSWER_LIMIT.toMillis());
        plain.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                (int) CONNECT_LIMIT.toMillis());
        SSLSocket opened =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port, true);
        SSLParameters parameters = opened.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3"});
        opened.setSSLParameters(parameters);
        opened.startHandshake();
        handshakes++;
        socket = opened;
        in = new BufferedInputStream(opened.getInputStream(), 1 << 14);
        return opened;
    }

    private Answer read() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
            throw new IOException("this is no HTTP/1.1 answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        byte[] body = chunked ? chunks() : exactly(length);
        if (closes) {
            close();
        }
        return new Answer(status, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line().strip(), 16);
            if (length == 0) {
                String trailer = line();
                while (!trailer.isEmpty()) {
                    trailer = line();
                }
                return all.toByteArray();
            }
            if (all.size() + length > MAX_BODY_BYTES) {
                throw new IOException("the answer is too long");
            }
            all.writeBytes(exactly(length));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length > MAX_BODY_BYTES) {
            throw new IOException("the answer is too long");
        }
        byte[] body = input().readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer broke off");
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = input().read(); next != '\n'; next = input().read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (text.length() > MAX_LINE_BYTES) {
                throw new IOException("a line of the answer is too long");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private InputStream input() throws IOException {
        if (in == null) {
            throw new IOException("the connection is closed");
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        SSLSocket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
