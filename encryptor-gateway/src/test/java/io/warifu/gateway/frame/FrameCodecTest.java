package io.warifu.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {

    @ParameterizedTest(name = "length {0}")
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 15, 65_553})
    void refusesALengthOutsideItsBounds(int length) {
        byte[] header = header();
        ByteBuffer.wrap(header).putInt(20, length);

        assertRefused(header, CarrierFault.BAD_LENGTH);
    }

    @ParameterizedTest(name = "byte {0} = {1}: {2}")
    @CsvSource({
        "0, 0, UNKNOWN_VERSION",
        "0, 2, UNKNOWN_VERSION",
        "1, 0, UNKNOWN_TYPE",
        "1, 11, UNKNOWN_TYPE",
        "1, 15, UNKNOWN_TYPE",
        "1, 255, UNKNOWN_TYPE",
        "2, 1, UNKNOWN_FLAGS",
        "3, 128, UNKNOWN_FLAGS",
        "8, 128, OUT_OF_ORDER",
        "16, 1, WRONG_STREAM",
        "19, 2, WRONG_STREAM"
    })
    void refusesWhatThisVersionDoesNotKnow(int offset, int value, CarrierFault fault) {
        byte[] header = header();
        header[offset] = (byte) value;

        assertRefused(header, fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open-frame",
                "accept-frame",
                "refuse-unknown-service-frame",
                "alert-epoch-unknown-frame",
                "c2s-0-start-frame",
                "c2s-1-data-frame",
                "c2s-2-fin-frame",
                "s2c-0-data-frame"
            })
    void writesBackTheHeaderOfEveryGoldenFrame(String name) throws CarrierFaultException {
        byte[] frame = Vectors.bytes(name);

        FrameHeader header = FrameCodec.read(frame, 0);
        byte[] again = new byte[FrameHeader.BYTES];
        FrameCodec.write(header, again);

        assertThat(again).isEqualTo(Arrays.copyOf(frame, FrameHeader.BYTES));
        assertThat(header.frameBytes()).isEqualTo(frame.length);
    }

    @Test
    void placesEveryFieldWhereTheTableSays() {
        byte[] header = header();

        assertThat(header)
                .isEqualTo(
                        new byte[] {
                            1, 1, 0, 0, 0x0A, 0x0B, 0x0C, 0x0D, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 1,
                            0, 1, 0, 16
                        });
    }

    @Test
    void namesEveryTravellingReasonByOneByteOnly() {
        assertThat(
                        Arrays.stream(CarrierFault.values())
                                .filter(fault -> fault.code() != 0)
                                .map(fault -> CarrierFault.ofCode(fault.code()).orElseThrow()))
                .doesNotHaveDuplicates()
                .hasSize(11);
        assertThat(CarrierFault.ofCode(0)).isEmpty();
    }

    private static byte[] header() {
        byte[] header = new byte[FrameHeader.BYTES];
        FrameCodec.write(FrameHeader.record(FrameType.DATA, 0x0A0B0C0D, 258, 65_552), header);
        return header;
    }

    private static void assertRefused(byte[] header, CarrierFault fault) {
        assertThatThrownBy(() -> FrameCodec.read(header, 0))
                .isInstanceOfSatisfying(
                        CarrierFaultException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
