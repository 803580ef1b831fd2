package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.deal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareCodecTest {

    private static final SharingId SHARING =
            new SharingId(0x0F1E2D3C4B5A6978L, 0x8796A5B4C3D2E1F0L);
    private static final byte[] PAYLOAD = {(byte) 0xCA, (byte) 0xFE, 0, 1, (byte) 0xFF};
    private static final Share GOLDEN_1 =
            Share.of(
                    new ShareHeader(
                            new Dealing(
                                    ShareFormat.V1,
                                    Scheme.SHAMIR_PRG,
                                    CoinOrigin.CIPHER,
                                    new Threshold(3, 5),
                                    0,
                                    OBJECT,
                                    SHARING,
                                    Chunk.WHOLE,
                                    5),
                            4),
                    PAYLOAD);
    private static final Share GOLDEN_2 =
            Share.of(
                            new ShareHeader(
                                    new Dealing(
                                            ShareFormat.V2,
                                            Scheme.SHAMIR_ITS,
                                            CoinOrigin.SUPPLIED,
                                            new Threshold(3, 255),
                                            7,
                                            OBJECT,
                                            SHARING,
                                            new Chunk(2, 9),
                                            5),
                                    200),
                            sealed(PAYLOAD))
                    .with(
                            new OneTimeTag(
                                    new TagKeyId(
                                            UUID.fromString(
                                                    "a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf")),
                                    HexFormat.of().parseHex("e0e1e2e3e4e5e6e7e8e9eaebecedeeef")));

    private static byte[] sealed(byte[] payload) {
        byte[] lanes = new byte[Seal.BYTES + payload.length];
        for (int i = 0; i < Seal.BYTES; i++) {
            lanes[i] = (byte) (0x10 + i);
        }
        System.arraycopy(payload, 0, lanes, Seal.BYTES, payload.length);
        return lanes;
    }

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
    void refusesADamagedFieldOfVersion1(String field, int offset, String value) {
        requireRefusal(GOLDEN_1, field, offset, value);
    }

    @ParameterizedTest(name = "{0} at {1} set to {2}")
    @CsvSource({
        "magic, 0, 58",
        "version, 3, 33",
        "version before, 3, 31",
        "scheme unknown, 4, 00",
        "scheme with other coins, 4, 02",
        "scheme without seal, 4, 04",
        "scheme beyond, 4, 05",
        "field of AES, 5, 1B",
        "k of one, 6, 01",
        "n below x, 7, 64",
        "x zero, 8, 00",
        "epoch negative, 9, 80",
        "chunk beyond count, 48, 09",
        "secret length negative, 53, 80",
        "secret length huge, 56, 01",
        "secret length other, 60, 06",
        "tag type none, 61, 00",
        "tag type unknown, 61, 02",
        "coin origin other, 78, 02",
        "coin origin unknown, 78, 03",
        "seal length, 79, 00",
        "payload length, 87, 06",
        "payload length huge, 80, 80",
    })
    void refusesADamagedFieldOfVersion2(String field, int offset, String value) {
        requireRefusal(GOLDEN_2, field, offset, value);
    }

    private static void requireRefusal(Share share, String field, int offset, String value) {
        byte[] bytes = ShareCodec.encode(share);
        bytes[offset] = HexFormat.of().parseHex(value)[0];
        assertThatExceptionOfType(MalformedShareException.class)
                .as(field)
                .isThrownBy(() -> ShareCodec.decode(bytes));
    }

    @Test
    void refusesEveryShorterAndALongerInput() {
        byte[] bytes = ShareCodec.encode(GOLDEN_2);
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
        byte[] bytes = ShareCodec.encode(GOLDEN_2);
        bytes[5] = 0x1B;
        assertThatExceptionOfType(MalformedShareException.class)
                .isThrownBy(() -> ShareCodec.decode(bytes))
                .withMessage("field: not the polynomial 0x11D");
    }

    @Test
    void aKeyIdWithoutATagIsRefused() {
        byte[] bytes = ShareCodec.encode(GOLDEN_2.with(null));
        bytes[62] = 1;
        assertThatExceptionOfType(MalformedShareException.class)
                .isThrownBy(() -> ShareCodec.decode(bytes))
                .withMessageStartingWith("key id");
    }

    @Test
    void writesTheGoldenFiles() throws Exception {
        assertThat(ShareCodec.encode(GOLDEN_1)).isEqualTo(goldenFile("share-wsh1.hex"));
        assertThat(ShareCodec.encode(GOLDEN_2)).isEqualTo(goldenFile("share-wsh2.hex"));
    }

    @Test
    void readsTheGoldenFiles() throws Exception {
        requireSame(ShareCodec.decode(goldenFile("share-wsh1.hex")), GOLDEN_1);
        requireSame(ShareCodec.decode(goldenFile("share-wsh2.hex")), GOLDEN_2);
        assertThat(ShareCodec.decodeHeader(goldenFile("share-wsh1.hex")))
                .isEqualTo(GOLDEN_1.header());
        assertThat(ShareCodec.decodeHeader(goldenFile("share-wsh2.hex")))
                .isEqualTo(GOLDEN_2.header());
    }

    private static void requireSame(Share read, Share golden) {
        assertThat(read.header()).isEqualTo(golden.header());
        assertThat(read.payload()).isEqualTo(PAYLOAD).isEqualTo(golden.payload());
        assertThat(read.copyOfLanes()).isEqualTo(golden.copyOfLanes());
        assertThat(read.tag().isPresent()).isEqualTo(golden.tag().isPresent());
        golden.tag()
                .ifPresent(tag -> {
                    OneTimeTag back = read.tag().orElseThrow();
                    assertThat(back.keyId()).isEqualTo(tag.keyId());
                    assertThat(back.value()).isEqualTo(tag.value());
                });
    }

    /** Format, seal and tag as a whole, made once and never again. */
    @Test
    void combinesSharesThatAnEarlierBuildWrote() throws Exception {
        List<Share> shares = new ArrayList<>();
        for (String line : text("dealing-wsh2.hex").lines().toList()) {
            if (!line.startsWith("#")) {
                shares.add(ShareCodec.decode(HexFormat.of().parseHex(line)));
            }
        }
        assertThat(shares).hasSize(3);
        assertThat(shares)
                .allSatisfy(share ->
                        assertThat(OneTimeMac.verify(share, SecretSharingContract.key(share.x())))
                                .isTrue());
        CombineOutcome.Combined combined =
                (CombineOutcome.Combined) SharesForTests.dealer().combine(shares);
        assertThat(combined.proven()).isTrue();
        assertThat(combined.secret())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("割符 Warifu: a tally broken in two");
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
        assertThat(ShareCodec.encode(share)).hasSize(88 + 48);
        assertThat(ShareCodec.decode(ShareCodec.encode(share)).payload()).isEmpty();
    }

    private static byte[] goldenFile(String name) throws IOException {
        return HexFormat.of()
                .parseHex(
                        text(name)
                                .lines()
                                .map(line -> line.replaceAll("#.*", "").strip())
                                .collect(Collectors.joining()));
    }

    private static String text(String name) throws IOException {
        try (var in = ShareCodecTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
