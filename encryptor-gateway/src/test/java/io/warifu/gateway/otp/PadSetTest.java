package io.warifu.gateway.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.secret.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PadSetTest {

    /** One line of the file of vectors. */
    @SuppressWarnings("ArrayRecordComponent") // Test data.
    record Vector(int bytes, byte[] keys, byte[] head, byte[] field, byte[] body) {

        @Override
        public String toString() {
            return bytes + " bytes";
        }

        OtpBlock block() throws IOException {
            return OtpBlock.parse(head);
        }

        PadSet pads() throws IOException {
            List<SecretBytes> all = new ArrayList<>();
            for (int at = 0; at < keys.length; at += 32) {
                all.add(SecretBytes.copyOf(Arrays.copyOfRange(keys, at, at + 32)));
            }
            return new PadSet(block().keyIds(), all);
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream in = PadSetTest.class.getResourceAsStream("/gateway/otp-vectors.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" ", -1))
                            .map(w ->
                                    new Vector(
                                            Integer.parseInt(w[0]),
                                            HexFormat.of().parseHex(w[1]),
                                            HexFormat.of().parseHex(w[2]),
                                            HexFormat.of().parseHex(w[3]),
                                            HexFormat.of().parseHex(w[4])))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hidesAndShowsAsTheOtherProgramDoes(Vector vector) throws IOException {
        assertThat(vector.block().toBytes()).isEqualTo(vector.head());
        assertThat(vector.block().fieldBytes()).isEqualTo(vector.bytes());
        assertThat(vector.pads().hide(vector.head(), vector.field())).isEqualTo(vector.body());
        SecretBytes shown = vector.pads().show(vector.head(), vector.body()).orElseThrow();
        assertThat(shown.exposeForWire()).isEqualTo(vector.field());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void showsNothingOfABodyOrHeadThatWasTouched(Vector vector) throws IOException {
        for (int at : new int[] {0, vector.bytes() - 1, vector.bytes(), vector.bytes() + 15}) {
            byte[] body = vector.body().clone();
            body[at] ^= 4;
            assertThat(vector.pads().show(vector.head(), body)).isEmpty();
        }
        byte[] head = vector.head().clone();
        head[3] ^= 1;
        assertThat(vector.pads().show(head, vector.body())).isEmpty();
    }

    @Test
    void isGoodForOneFieldAndWipedInTheSameCall() throws IOException {
        Vector vector = vectors().findFirst().orElseThrow();
        SecretBytes pad = SecretBytes.copyOf(new byte[32]);
        SecretBytes mac = SecretBytes.copyOf(new byte[32]);
        PadSet pads = new PadSet(vector.block().keyIds(), List.of(pad, mac));
        var _ = pads.hide(vector.head(), vector.field());
        assertThatIllegalStateException().isThrownBy(pad::exposeForWire);
        assertThatIllegalStateException().isThrownBy(mac::exposeForWire);
        assertThatIllegalStateException()
                .isThrownBy(() -> pads.hide(vector.head(), vector.field()));
        assertThatIllegalStateException().isThrownBy(() -> pads.show(vector.head(), vector.body()));
    }

    @Test
    void hidesNoFieldThatIsLongerOrShorterThanItsPads() throws IOException {
        Vector vector = vectors().findFirst().orElseThrow();
        for (int length : new int[] {0, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vector.pads().hide(vector.head(), new byte[length]));
        }
    }

    @Test
    void readsOnlyBlocksThatAreWhole() throws IOException {
        byte[] good = vectors().toList().getLast().head();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> OtpBlock.parse(cut)).isInstanceOf(MalformedOtpException.class);
        }
        for (int at : new int[] {0, 1, 18, 19, 20, 21}) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) 0x90;
            assertThatThrownBy(() -> OtpBlock.parse(bad))
                    .as("byte %d", at)
                    .isInstanceOf(MalformedOtpException.class);
        }
        assertThatThrownBy(() -> OtpBlock.parse(new byte[OtpBlock.MAX_BYTES + 1]))
                .isInstanceOf(MalformedOtpException.class);
    }

    @Test
    void announcesNoKeyTwice() {
        UUID key = UUID.randomUUID();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OtpBlock(
                                Protection.ONE_TIME_PAD,
                                UUID.randomUUID(),
                                5,
                                new BoxName("box"),
                                List.of(key, key)));
    }
}
