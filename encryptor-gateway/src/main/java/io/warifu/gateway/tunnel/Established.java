package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.RecordOpener;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.epoch.Epoch;
import java.net.Socket;

/** A carrier whose both ends have their traffic keys. */
record Established(
        PeerLink link,
        String service,
        Epoch epoch,
        Socket wire,
        FrameReader reader,
        RecordSealer sealer,
        RecordOpener opener) {

    /** Gives it up before any local connection was tied to it. */
    void abandon() {
        sealer.close();
        opener.close();
        Sockets.reset(wire);
    }
}
