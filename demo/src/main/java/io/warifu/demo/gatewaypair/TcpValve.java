package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pass-through in front of a port, for faults that need no look at the bytes: it can go on taking
 * bytes and hand nothing on, as a hanging server seems, or break and refuse all connections.
 */
public final class TcpValve implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;

    private enum State {
        OPEN,
        HANGING,
        REFUSING,
        CLOSED
    }

    public TcpValve(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("valve").start(this::serve);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing is handed on, and nobody is told. */
    public void hang() {
        become(State.HANGING);
    }

    /** Resets what there is and whatever comes. */
    public void refuse() {
        become(State.REFUSING);
        open.forEach(Quietly::reset);
    }

    /** Hands on again, also what was held back. */
    public void restore() {
        become(State.OPEN);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private State settled() throws IOException {
        lock.lock();
        try {
            while (state == State.HANGING) {
                changed.await();
            }
            return state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket dialler = listening.accept();
                open.add(dialler);
                Thread.ofVirtual().start(() -> serve(dialler));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    System.err.println("warifu: a valve accepts no more: " + e);
                }
                return;
            }
        }
    }

    private void serve(Socket dialler) {
        try {
            if (settled() != State.OPEN) {
                Quietly.reset(dialler);
                return;
            }
            try (Socket behind = new Socket(target.getAddress(), target.getPort())) {
                open.add(behind);
                dialler.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().start(() -> pump(behind, dialler));
                pump(dialler, behind);
                back.join();
                open.remove(behind);
            }
        } catch (IOException _) {
            // Nobody behind the valve: the dialler sees a reset.
            Quietly.reset(dialler);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(dialler);
            Quietly.close(dialler);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (settled() != State.OPEN) {
                    throw new IOException("refused");
                }
                out.write(buffer, 0, read);
            }
            if (settled() == State.OPEN) {
                to.shutdownOutput();
            }
        } catch (IOException _) {
            Quietly.reset(from);
            Quietly.reset(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        become(State.CLOSED);
        open.forEach(Quietly::reset);
    }
}
