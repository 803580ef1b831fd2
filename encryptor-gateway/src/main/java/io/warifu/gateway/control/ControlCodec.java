package io.warifu.gateway.control;

import io.warifu.gateway.control.ControlMessage.AlarmRaised;
import io.warifu.gateway.control.ControlMessage.Go;
import io.warifu.gateway.control.ControlMessage.Held;
import io.warifu.gateway.control.ControlMessage.Hello;
import io.warifu.gateway.control.ControlMessage.KeepAlive;
import io.warifu.gateway.control.ControlMessage.Nak;
import io.warifu.gateway.control.ControlMessage.NakReason;
import io.warifu.gateway.control.ControlMessage.Offer;
import io.warifu.gateway.control.ControlMessage.Ready;
import io.warifu.gateway.control.ControlMessage.RekeyWanted;
import io.warifu.gateway.control.ControlMessage.Switch;
import io.warifu.gateway.control.ControlMessage.TakeLead;
import io.warifu.gateway.epoch.EpochKem;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.KeyMode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads control messages. All numbers are big-endian.
 *
 * <pre>
 * offset size field
 *      0    4 magic = "QGWC"
 *      4    1 version = 0x01
 *      5    1 type
 *      6    2 length of the body, at most 2,048
 *      8      body
 *
 *  1 HELLO         life (32), policy (1), last epoch (4), current epoch (4), chain epoch (4),
 *                  chain tag (16), n (1, at most 8), n epochs in hand (4 each)
 *  2 EPOCH_OFFER   epoch (4), mode (1), not-after in seconds (4), key_ID (16, zeros without a QKD
 *                  key), ek (1,184, or none)
 *  3 EPOCH_READY   epoch (4), confirmation (16), ct (1,088, or none)
 *  4 EPOCH_GO      epoch (4), confirmation (16)
 *  5 EPOCH_HELD    epoch (4)
 *  6 EPOCH_NAK     epoch (4), reason (1)
 *  7 EPOCH_SWITCH  epoch (4)
 *  8 REKEY_WANTED  epoch (4)
 *  9 TAKE_LEAD
 * 10 ALARM         code (1), epoch (4)
 * 11 KEEPALIVE
 * </pre>
 *
 * <p>Guarantee: a message that is not written exactly so is refused, and nothing is allocated on
 * the word of an unchecked length.
 */
final class ControlCodec {

    static final int HEAD_BYTES = 8;
    static final int MAX_BODY_BYTES = 2_048;
    static final int CONFIRMATION_BYTES = 16;

    private static final int MAGIC = 0x51475743;
    private static final byte VERSION = 1;
    private static final UUID NO_KEY = new UUID(0, 0);

    private ControlCodec() {}

    static byte[] write(ControlMessage message) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + MAX_BODY_BYTES);
        out.position(HEAD_BYTES);
        int type = writeBody(message, out);
        int length = out.position() - HEAD_BYTES;
        out.putInt(0, MAGIC).put(4, VERSION).put(5, (byte) type).putShort(6, (short) length);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads one message.
     *
     * @throws CarrierFaultException if it is none
     */
    static ControlMessage read(DataInputStream in) throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        in.readFully(head);
        ByteBuffer header = ByteBuffer.wrap(head);
        if (header.getInt() != MAGIC) {
            throw garbled();
        }
        if (header.get() != VERSION) {
            throw new CarrierFaultException(CarrierFault.CONTROL_VERSION);
        }
        int type = header.get() & 0xFF;
        int length = header.getShort() & 0xFFFF;
        if (length > MAX_BODY_BYTES) {
            throw garbled();
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return parse(type, body);
    }

    static ControlMessage parse(int type, byte[] body) throws CarrierFaultException {
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            ControlMessage message = readBody(type, in);
            if (in.hasRemaining()) {
                throw garbled();
            }
            return message;
        } catch (BufferUnderflowException e) {
            throw new CarrierFaultException(CarrierFault.CONTROL_GARBLED, e);
        }
    }

    private static int writeBody(ControlMessage message, ByteBuffer out) {
        return switch (message) {
            case Hello hello -> {
                out.put(hello.life()).put((byte) hello.policy()).putInt(hello.lastEpoch());
                out.putInt(hello.currentEpoch()).putInt(hello.chainEpoch()).put(hello.chainTag());
                out.put((byte) hello.inHand().size());
                hello.inHand().forEach(out::putInt);
                yield 1;
            }
            case Offer(var epoch, var mode, var notAfter, var keyId, var ek) -> {
                UUID id = keyId.orElse(NO_KEY);
                out.putInt(epoch).put((byte) code(mode)).putInt(notAfter);
                out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
                out.put(ek);
                yield 2;
            }
            case Ready(var epoch, var ciphertext, var confirmation) -> {
                out.putInt(epoch).put(confirmation).put(ciphertext);
                yield 3;
            }
            case Go(var epoch, var confirmation) -> {
                out.putInt(epoch).put(confirmation);
                yield 4;
            }
            case Held(var epoch) -> number(out, epoch, 5);
            case Nak(var epoch, var reason) -> {
                out.putInt(epoch).put((byte) reason.code());
                yield 6;
            }
            case Switch(var epoch) -> number(out, epoch, 7);
            case RekeyWanted(var epoch) -> number(out, epoch, 8);
            case TakeLead() -> 9;
            case AlarmRaised(var code, var epoch) -> {
                out.put((byte) code).putInt(epoch);
                yield 10;
            }
            case KeepAlive() -> 11;
        };
    }

    private static int number(ByteBuffer out, int epoch, int type) {
        out.putInt(epoch);
        return type;
    }

    private static ControlMessage readBody(int type, ByteBuffer in) throws CarrierFaultException {
        return switch (type) {
            case 1 -> hello(in);
            case 2 -> offer(in);
            case 3 -> {
                int epoch = epoch(in);
                byte[] confirmation = bytes(in, CONFIRMATION_BYTES);
                yield new Ready(epoch, allOrNone(in, EpochKem.CIPHERTEXT_BYTES), confirmation);
            }
            case 4 -> new Go(epoch(in), bytes(in, CONFIRMATION_BYTES));
            case 5 -> new Held(epoch(in));
            case 6 -> new Nak(epoch(in), reason(in.get()));
            case 7 -> new Switch(epoch(in));
            case 8 -> new RekeyWanted(epoch(in));
            case 9 -> new TakeLead();
            case 10 -> new AlarmRaised(in.get() & 0xFF, in.getInt());
            case 11 -> new KeepAlive();
            default -> throw garbled();
        };
    }

    private static Hello hello(ByteBuffer in) throws CarrierFaultException {
        byte[] life = bytes(in, Hello.LIFE_BYTES);
        int policy = in.get();
        int last = in.getInt();
        int current = in.getInt();
        int chain = in.getInt();
        byte[] tag = bytes(in, Hello.CHAIN_TAG_BYTES);
        int count = in.get();
        if (last < 0 || current < 0 || chain < 0 || count < 0 || count > Hello.MAX_IN_HAND) {
            throw garbled();
        }
        List<Integer> inHand = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inHand.add(epoch(in));
        }
        return new Hello(life, policy, last, current, inHand, chain, tag);
    }

    private static Offer offer(ByteBuffer in) throws CarrierFaultException {
        int epoch = epoch(in);
        KeyMode mode = mode(in.get());
        int notAfter = in.getInt();
        UUID keyId = new UUID(in.getLong(), in.getLong());
        byte[] ek = allOrNone(in, EpochKem.ENCAPSULATION_KEY_BYTES);
        if (notAfter < 1
                || keyId.equals(NO_KEY) != (mode == KeyMode.PQC_ONLY)
                || (ek.length == 0) != (mode == KeyMode.QKD_ONLY)) {
            throw garbled();
        }
        return new Offer(
                epoch,
                mode,
                notAfter,
                mode == KeyMode.PQC_ONLY ? Optional.empty() : Optional.of(keyId),
                ek);
    }

    private static int epoch(ByteBuffer in) throws CarrierFaultException {
        int epoch = in.getInt();
        if (epoch < 1) {
            throw garbled();
        }
        return epoch;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] allOrNone(ByteBuffer in, int length) throws CarrierFaultException {
        if (in.remaining() != 0 && in.remaining() != length) {
            throw garbled();
        }
        return bytes(in, in.remaining());
    }

    private static NakReason reason(int code) throws CarrierFaultException {
        return NakReason.ofCode(code).orElseThrow(ControlCodec::garbled);
    }

    private static int code(KeyMode mode) {
        return switch (mode) {
            case QKD_AND_PQC -> 1;
            case QKD_ONLY -> 2;
            case PQC_ONLY -> 3;
        };
    }

    private static KeyMode mode(int code) throws CarrierFaultException {
        return switch (code) {
            case 1 -> KeyMode.QKD_AND_PQC;
            case 2 -> KeyMode.QKD_ONLY;
            case 3 -> KeyMode.PQC_ONLY;
            default -> throw garbled();
        };
    }

    private static CarrierFaultException garbled() {
        return new CarrierFaultException(CarrierFault.CONTROL_GARBLED);
    }
}
