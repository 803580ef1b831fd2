package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochFixture;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.ReceivedFrame;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SetUpMessagesTest {

    private static final int EPOCH = 0x01020304;
    private static final ByteBuffer SESSION = ByteBuffer.wrap(Vectors.bytes("session"));
    private static final CarrierName CARRIER =
            CarrierName.read(ByteBuffer.wrap(Vectors.bytes("carrier-id")));
    private static final byte[] RANDOM_C = Vectors.bytes("rand-c");
    private static final CarrierNames NAMES = new CarrierNames(false, CARRIER, RANDOM_C);

    private final EpochInUse epoch = EpochFixture.ofVectors();

    @Test
    void noBitOfAnOpenCanBeFlipped() throws Exception {
        byte[] good = Vectors.bytes("open-frame");
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            assertThatThrownBy(
                            () -> {
                                ReceivedFrame frame = received(flipped);
                                OpenMessage.read(frame).service(frame, epoch, false);
                            })
                    .as("bit %d", bit)
                    .isInstanceOf(CarrierFaultException.class);
        }
    }

    @Test
    void anOpenOfTheOtherEndIsNotOurs() throws Exception {
        ReceivedFrame frame = received(Vectors.bytes("open-frame"));

        assertThatThrownBy(() -> OpenMessage.read(frame).service(frame, epoch, true))
                .hasMessage(CarrierFault.KEY_MISMATCH.tag());
    }

    @Test
    void aWipedEpochIsUnknownAndNoForgery() throws Exception {
        ReceivedFrame frame = received(Vectors.bytes("open-frame"));
        OpenMessage message = OpenMessage.read(frame);
        epoch.wipeLink();

        assertThatThrownBy(() -> message.service(frame, epoch, false))
                .hasMessage(CarrierFault.EPOCH_UNKNOWN.tag());
        assertThatThrownBy(() -> message.seal(epoch, false, Vectors.text("service")))
                .hasMessage(CarrierFault.EPOCH_UNKNOWN.tag());
    }

    @Test
    void anAnswerUnderAnotherCarriersKeyIsRefused() {
        assertThatThrownBy(() ->
                        Answer.randomS(
                                received(Vectors.bytes("accept-frame")),
                                EPOCH,
                                epoch.answerSeal(
                                        new CarrierNames(false, new CarrierName(1, 2), RANDOM_C))))
                .hasMessage(CarrierFault.BAD_TAG.tag());
    }

    @Test
    void writesExactlyTheGoldenOpenAndReadsItBack() throws Exception {
        OpenMessage message =
                new OpenMessage(
                        new UUID(SESSION.getLong(0), SESSION.getLong(8)),
                        EPOCH,
                        CARRIER,
                        RANDOM_C,
                        Vectors.text("high"));
        byte[] golden = Vectors.bytes("open-frame");

        assertThat(message.seal(epoch, false, Vectors.text("service"))).isEqualTo(golden);
        ReceivedFrame frame = received(golden);
        assertThat(OpenMessage.read(frame)).isEqualTo(message);
        assertThat(message.service(frame, epoch, false)).isEqualTo(Vectors.text("service"));
    }

    @Test
    void writesExactlyTheGoldenAnswers() throws Exception {
        byte[] randomS = Vectors.bytes("rand-s");

        assertThat(Answer.accept(EPOCH, epoch.answerSeal(NAMES), randomS))
                .isEqualTo(Vectors.bytes("accept-frame"));
        assertThat(Answer.refuse(EPOCH, epoch.answerSeal(NAMES), CarrierFault.UNKNOWN_SERVICE))
                .isEqualTo(Vectors.bytes("refuse-unknown-service-frame"));
        assertThat(Answer.alert(EPOCH, CarrierFault.EPOCH_UNKNOWN))
                .isEqualTo(Vectors.bytes("alert-epoch-unknown-frame"));
        assertThat(
                        Answer.randomS(
                                received(Vectors.bytes("accept-frame")),
                                EPOCH,
                                epoch.answerSeal(NAMES)))
                .isEqualTo(randomS);
    }

    private static ReceivedFrame received(byte[] bytes) throws CarrierFaultException {
        FrameHeader header = FrameCodec.read(bytes, 0);
        if (header.frameBytes() != bytes.length) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        return new ReceivedFrame(header, bytes, 0);
    }
}
