package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.epoch.AcceptorEpochs;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.Epoch;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.ReceivedFrame;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SetUpMessagesTest {

    private static final ByteBuffer ID = ByteBuffer.wrap(Vectors.bytes("key-id"));
    private static final UUID KEY_ID = new UUID(ID.getLong(0), ID.getLong(8));
    private static final CarrierName CARRIER =
            CarrierName.read(ByteBuffer.wrap(Vectors.bytes("carrier-id")));
    private static final byte[] RANDOM_C = Vectors.bytes("rand-c");

    private final Epoch epoch = epoch();

    @Test
    void noBitOfAnOpenCanBeFlipped() throws Exception {
        byte[] good = Vectors.bytes("open-frame");
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            assertThatThrownBy(
                            () -> {
                                ReceivedFrame frame = received(flipped);
                                OpenMessage.read(frame).service(frame, epoch);
                            })
                    .as("bit %d", bit)
                    .isInstanceOf(CarrierFaultException.class);
        }
    }

    @Test
    void anAnswerUnderAnotherCarriersKeyIsRefused() {
        assertThatThrownBy(() ->
                        Answer.randomS(
                                received(Vectors.bytes("accept-frame")),
                                epoch.shortName(),
                                epoch.answerSeal(new CarrierName(1, 2), RANDOM_C)))
                .hasMessage(CarrierFault.BAD_TAG.tag());
    }

    @Test
    void writesExactlyTheGoldenOpenAndReadsItBack() throws Exception {
        OpenMessage message = new OpenMessage(KEY_ID, CARRIER, RANDOM_C, Vectors.text("opener"));
        byte[] golden = Vectors.bytes("open-frame");

        assertThat(message.seal(epoch, Vectors.text("service"))).isEqualTo(golden);
        ReceivedFrame frame = received(golden);
        assertThat(OpenMessage.read(frame)).isEqualTo(message);
        assertThat(message.service(frame, epoch)).isEqualTo(Vectors.text("service"));
    }

    @Test
    void writesExactlyTheGoldenAnswers() throws Exception {
        byte[] randomS = Vectors.bytes("rand-s");

        assertThat(Answer.accept(epoch.shortName(), epoch.answerSeal(CARRIER, RANDOM_C), randomS))
                .isEqualTo(Vectors.bytes("accept-frame"));
        assertThat(
                        Answer.refuse(
                                epoch.shortName(),
                                epoch.answerSeal(CARRIER, RANDOM_C),
                                CarrierFault.UNKNOWN_SERVICE))
                .isEqualTo(Vectors.bytes("refuse-unknown-service-frame"));
        assertThat(Answer.alert(epoch.shortName(), CarrierFault.KEY_UNAVAILABLE))
                .isEqualTo(Vectors.bytes("alert-key-unavailable-frame"));
        assertThat(
                        Answer.randomS(
                                received(Vectors.bytes("accept-frame")),
                                epoch.shortName(),
                                epoch.answerSeal(CARRIER, RANDOM_C)))
                .isEqualTo(randomS);
    }

    private static ReceivedFrame received(byte[] bytes) throws CarrierFaultException {
        FrameHeader header = FrameCodec.read(bytes, 0);
        if (header.frameBytes() != bytes.length) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        return new ReceivedFrame(header, bytes, 0);
    }

    private static Epoch epoch() {
        KeySource keys =
                new KeySource() {
                    @Override
                    public KeyAnswer newKey(String peer) {
                        return new KeyAnswer.Withheld("not asked");
                    }

                    @Override
                    public KeyAnswer namedKey(String peer, UUID keyId) {
                        return new KeyAnswer.Delivered(
                                keyId, SecretBytes.copyOf(Vectors.bytes("qkd-key")));
                    }
                };
        try {
            return new AcceptorEpochs(
                            Vectors.text("acceptor"), Vectors.text("opener"), keys, () -> 0)
                    .named(KEY_ID);
        } catch (CarrierFaultException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
