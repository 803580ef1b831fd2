package io.warifu.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
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
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.KeyMode;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ControlCodecTest {

    private static final int EPOCH = 0x01020304;

    private static Stream<Arguments> messages() {
        ByteBuffer id = ByteBuffer.wrap(Vectors.bytes("key-id"));
        return Stream.of(
                Arguments.of(
                        "hello",
                        new Hello(
                                Vectors.bytes("life-of-low"),
                                1,
                                9,
                                7,
                                List.of(8, 9),
                                6,
                                Vectors.bytes("chain-tag"))),
                Arguments.of(
                        "offer",
                        new Offer(
                                EPOCH,
                                KeyMode.QKD_AND_PQC,
                                600,
                                Optional.of(new UUID(id.getLong(0), id.getLong(8))),
                                Vectors.bytes("ek"))),
                Arguments.of(
                        "ready",
                        new Ready(
                                EPOCH,
                                Vectors.bytes("ct"),
                                Vectors.bytes("qkd+pqc-confirmation-r"))),
                Arguments.of("go", new Go(EPOCH, Vectors.bytes("qkd+pqc-confirmation-i"))),
                Arguments.of("held", new Held(EPOCH)),
                Arguments.of("nak", new Nak(EPOCH, NakReason.KEY_UNAVAILABLE)),
                Arguments.of("switch", new Switch(EPOCH)),
                Arguments.of("rekey-wanted", new RekeyWanted(EPOCH)),
                Arguments.of("take-lead", new TakeLead()),
                Arguments.of("alarm", new AlarmRaised(2, EPOCH)),
                Arguments.of("keep-alive", new KeepAlive()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void refusesEveryMessageThatIsCutShortOrTooLong(String name, ControlMessage message) {
        byte[] good = Vectors.bytes(name + "-message");
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
        }
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        ByteBuffer.wrap(longer).putShort(6, (short) (good.length - 8 + 1));
        assertThatThrownBy(() -> read(longer)).hasMessage(CarrierFault.CONTROL_GARBLED.tag());
        if (good.length > ControlCodec.HEAD_BYTES) {
            ByteBuffer.wrap(longer).putShort(6, (short) (good.length - 8 - 1));
            assertThatThrownBy(() -> read(longer)).hasMessage(CarrierFault.CONTROL_GARBLED.tag());
        }
        assertThat(message).isNotNull();
    }

    @Test
    void refusesAnotherMagicVersionTypeAndLength() {
        byte[] good = Vectors.bytes("held-message");
        assertFault(with(good, 0, 'G'), CarrierFault.CONTROL_GARBLED);
        assertFault(with(good, 4, 2), CarrierFault.CONTROL_VERSION);
        assertFault(with(good, 5, 0), CarrierFault.CONTROL_GARBLED);
        assertFault(with(good, 5, 12), CarrierFault.CONTROL_GARBLED);
        assertFault(with(good, 6, 0xFF), CarrierFault.CONTROL_GARBLED);
        assertFault(with(good, 8, 0x80), CarrierFault.CONTROL_GARBLED);
        assertFault(with(Vectors.bytes("nak-message"), 12, 99), CarrierFault.CONTROL_GARBLED);
        assertFault(with(Vectors.bytes("offer-message"), 12, 4), CarrierFault.CONTROL_GARBLED);
        // A mode that does not fit what the offer holds.
        assertFault(with(Vectors.bytes("offer-message"), 12, 2), CarrierFault.CONTROL_GARBLED);
        assertFault(with(Vectors.bytes("offer-message"), 12, 3), CarrierFault.CONTROL_GARBLED);
        assertFault(with(Vectors.bytes("hello-message"), 8 + 61, 9), CarrierFault.CONTROL_GARBLED);
    }

    @Test
    void noiseIsRefusedAndNeverMoreThanThat() {
        Random dice = new Random(5);
        byte[] body = new byte[ControlCodec.MAX_BODY_BYTES];
        for (int i = 0; i < 20_000; i++) {
            dice.nextBytes(body);
            byte[] noise = Arrays.copyOf(body, dice.nextInt(80));
            try {
                ControlMessage parsed = ControlCodec.parse(1 + dice.nextInt(11), noise);
                assertThat(ControlCodec.write(parsed).length)
                        .isEqualTo(ControlCodec.HEAD_BYTES + noise.length);
            } catch (CarrierFaultException e) {
                assertThat(e.fault()).isEqualTo(CarrierFault.CONTROL_GARBLED);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void writesExactlyTheGoldenMessageAndReadsItBack(String name, ControlMessage message)
            throws IOException {
        byte[] golden = Vectors.bytes(name + "-message");

        assertThat(ControlCodec.write(message)).isEqualTo(golden);
        assertThat(ControlCodec.write(read(golden))).isEqualTo(golden);
        assertThat(read(golden)).hasSameClassAs(message);
    }

    private static ControlMessage read(byte[] bytes) throws IOException {
        return ControlCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] with(byte[] message, int offset, int value) {
        byte[] changed = message.clone();
        changed[offset] = (byte) value;
        return changed;
    }

    private static void assertFault(byte[] message, CarrierFault fault) {
        assertThatThrownBy(() -> read(message))
                .isInstanceOfSatisfying(
                        CarrierFaultException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
