package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import java.util.UUID;
import java.util.function.Consumer;

/** What an agreement can make happen. All of it, and every answer, on the pair's own thread. */
interface Means {

    /** Sends on the control connection, if there is one. */
    void send(ControlMessage message);

    /** Ends the control connection, so that both ends begin anew with HELLO. */
    void hangUp(String why);

    /** Asks the key manager for a new key; the answer comes later. */
    void askNewKey(Consumer<KeyAnswer> then);

    /** Asks the key manager for a named key; the answer comes later. */
    void askNamedKey(UUID keyId, Consumer<KeyAnswer> then);

    /** Makes the epoch durable in the ledger; false if that fails. */
    boolean record(ConfirmedEpoch epoch);

    void burnt(UUID keyId, String reasonCode);

    /** An alarm begins, here and at the other end. */
    void alarm(Alarm alarm);
}
