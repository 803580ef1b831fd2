package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.deal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareCodecTest {

    private static final Share GOLDEN =
            Share.of(
                    new ShareHeader(
                            new Dealing(
                                    Scheme.SHAMIR_PRG,
                                    new Threshold(3, 5),
                                    0,
                                    OBJECT,
                                    new SharingId(0x0F1E2D3C4B5A6978L, 0x8796A5B4C3D2E1F0L),
                                    Chunk.WHOLE,
                                    5),
                            4),
                    new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 1, (byte) 0xFF});

    @ParameterizedTest(name = "{0} at {1} set to {2}")
    @CsvSource({
        "magic, 0, 58",
        "version, 3, 32",
        "scheme unknown, 4, 00",
        "scheme reserved, 4, 03",
        "scheme reserved too, 4, 04",
        "field of AES, 5, 1B",
        "k of one, 6, 01",
        "k above n, 6, 06",
        "n below k, 7, 02",
        "x zero, 8, 00",
        "x above n, 8, 06",
        "epoch negative, 9, 80",
        "chunk negative, 45, 80",
        "chunk beyond count, 48, 01",
        "no chunks, 52, 00",
        "secret length negative, 53, 80",
        "secret length huge, 56, 01",
        "secret length too small, 60, 04",
        "secret length too large, 60, 06",
        "tag type unknown, 61, 01",
        "key id without tag, 62, 01",
        "key id without tag too, 77, 01",
    })
    void refusesADamagedField(String field, int offset, String value) {
        byte[] bytes = ShareCodec.encode(GOLDEN);
        bytes[offset] = HexFormat.of().parseHex(value)[0];
        assertThatExceptionOfType(MalformedShareException.class)
                .as(field)
                .isThrownBy(() -> ShareCodec.decode(bytes));
    }

    @Test
    void refusesEveryShorterAndALongerInput() {
        byte[] bytes = ShareCodec.encode(GOLDEN);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedShareException.class)
                    .isThrownBy(() -> ShareCodec.decode(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatExceptionOfType(MalformedShareException.class)
                .isThrownBy(() -> ShareCodec.decode(longer));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        byte[] bytes = ShareCodec.encode(GOLDEN);
        bytes[5] = 0x1B;
        assertThatExceptionOfType(MalformedShareException.class)
                .isThrownBy(() -> ShareCodec.decode(bytes))
                .withMessage("field: not the polynomial 0x11D");
    }

    @Test
    void writesTheGoldenFile() throws Exception {
        assertThat(ShareCodec.encode(GOLDEN)).isEqualTo(goldenFile());
    }

    @Test
    void readsTheGoldenFile() throws Exception {
        Share read = ShareCodec.decode(goldenFile());
        assertThat(read.header()).isEqualTo(GOLDEN.header());
        assertThat(read.payload()).isEqualTo(GOLDEN.payload());
        assertThat(ShareCodec.decodeHeader(goldenFile())).isEqualTo(GOLDEN.header());
    }

    @Test
    void keepsTheLargestFieldValues() throws Exception {
        Share share = deal(new byte[9], 255, 255).getLast();
        Share read = ShareCodec.decode(ShareCodec.encode(share));
        assertThat(read.header()).isEqualTo(share.header());
        assertThat(read.x()).isEqualTo(255);
    }

    @Test
    void anEmptySecretIsAHeaderAlone() throws Exception {
        Share share = deal(new byte[0], 2, 3).getFirst();
        assertThat(ShareCodec.encode(share)).hasSize(ShareCodec.HEADER_BYTES);
        assertThat(ShareCodec.decode(ShareCodec.encode(share)).payload()).isEmpty();
    }

    private static byte[] goldenFile() throws IOException {
        try (var in = ShareCodecTest.class.getResourceAsStream("share-wsh1.hex")) {
            String text =
                    new String(
                            Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of()
                    .parseHex(
                            text.lines()
                                    .map(line -> line.replaceAll("#.*", "").strip())
                                    .collect(Collectors.joining()));
        }
    }
}
