package io.warifu.gateway.control;

import io.warifu.gateway.ledger.KeyMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What two gateways say to each other on their control connection. None of it is secret. */
@SuppressWarnings("ArrayRecordComponent") // Sent and checked, never compared.
public sealed interface ControlMessage {

    /**
     * The first message of either end.
     *
     * @param life 32 random bytes of this process's life
     * @param lastEpoch highest epoch number this end has ever seen with this peer
     * @param currentEpoch under which this end sends; 0 if none
     * @param inHand confirmed epochs that wait
     * @param chainEpoch whose chain is to go on; 0 if none
     * @param chainTag shows that this end holds that chain, bound to this connection
     */
    record Hello(
            byte[] life,
            int policy,
            int lastEpoch,
            int currentEpoch,
            List<Integer> inHand,
            int chainEpoch,
            byte[] chainTag)
            implements ControlMessage {

        public static final int LIFE_BYTES = 32;
        public static final int CHAIN_TAG_BYTES = 16;
        public static final int MAX_IN_HAND = 8;

        public Hello {
            inHand = List.copyOf(inHand);
        }
    }

    /** The leading end offers a key. */
    record Offer(
            int epoch,
            KeyMode mode,
            int notAfterSeconds,
            Optional<UUID> keyId,
            byte[] encapsulationKey)
            implements ControlMessage {}

    /** The following end holds the key too, and shows it. */
    record Ready(int epoch, byte[] ciphertext, byte[] confirmation) implements ControlMessage {}

    /** The leading end shows the same. */
    record Go(int epoch, byte[] confirmation) implements ControlMessage {}

    /** The following end has the epoch in hand: it may be switched to. */
    record Held(int epoch) implements ControlMessage {}

    /** This epoch will not be. */
    record Nak(int epoch, NakReason reason) implements ControlMessage {}

    /** From now on this end sends under the epoch. */
    record Switch(int epoch) implements ControlMessage {}

    /** The following end has reached a soft limit of the epoch. */
    record RekeyWanted(int epoch) implements ControlMessage {}

    /** The leading end cannot make an epoch; the other is to try. */
    record TakeLead() implements ControlMessage {}

    /** Something that the other end's operators should see too; the code is an alarm's. */
    record AlarmRaised(int code, int epoch) implements ControlMessage {}

    record KeepAlive() implements ControlMessage {}

    /** Why an epoch will not be. Codes are only added. */
    enum NakReason {
        /** The following end's key manager did not give the key. */
        KEY_UNAVAILABLE(1),
        /** The ends hold different secrets. */
        KEY_MISMATCH(2),
        /** The following end's policy forbids this mode. */
        POLICY(3),
        /** The ML-KEM part is malformed. */
        KEM_FAILED(4),
        /** The end cannot write its ledger. */
        LEDGER_UNWRITABLE(5),
        /** The end waited too long, or knows of no such epoch. */
        STALE(6);

        private final int code;

        NakReason(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Optional<NakReason> ofCode(int code) {
            for (NakReason reason : values()) {
                if (reason.code == code) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }
}
