package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.QuantumReceiver;
import io.warifu.simulator.channel.QuantumSender;

/** Both channels of one session, ready for rounds. Closing it from any thread ends the session. */
public final class LinkConnection implements AutoCloseable {

    private final SocketClassicalChannel classical;
    private final SocketFibre fibre;

    LinkConnection(SocketClassicalChannel classical, SocketFibre fibre) {
        this.classical = classical;
        this.fibre = fibre;
    }

    public ClassicalChannel classical() {
        return classical;
    }

    /** Alice's end of the fibre. */
    public QuantumSender sender() {
        return fibre;
    }

    /** Bob's end of the fibre. */
    public QuantumReceiver receiver() {
        return fibre;
    }

    @Override
    public void close() {
        classical.close();
        fibre.close();
    }
}
