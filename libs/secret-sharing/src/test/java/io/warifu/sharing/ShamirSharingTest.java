package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.THREE_OF_FIVE;
import static io.warifu.sharing.SharesForTests.bytes;
import static io.warifu.sharing.SharesForTests.deal;
import static io.warifu.sharing.SharesForTests.dealer;
import static io.warifu.sharing.SharesForTests.subset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.sharing.field.Gf256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShamirSharingTest {

    @Test
    void refusesThresholdsThatMakeNoSense() {
        for (int[] kn : new int[][] {{1, 5}, {0, 0}, {-1, 5}, {4, 3}, {2, 256}, {256, 256}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Threshold(kn[0], kn[1]));
        }
    }

    @Test
    void refusesPointsZeroAndBeyondN() {
        Dealing dealing = deal(new byte[1], 3, 5).getFirst().dealing();
        assertThatIllegalArgumentException().isThrownBy(() -> new ShareHeader(dealing, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShareHeader(dealing, 6));
    }

    @Test
    void refusesAPayloadOfAnotherLengthThanTheHeaderTells() {
        ShareHeader header = deal(new byte[4], 3, 5).getFirst().header();
        assertThatIllegalArgumentException().isThrownBy(() -> Share.of(header, new byte[3]));
    }

    @Test
    void refusesASecretBeyondTheLimit() {
        byte[] tooLong = new byte[ShareCodec.MAX_PAYLOAD_BYTES + 1];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer().split(tooLong, THREE_OF_FIVE, OBJECT));
    }

    @Test
    void dealsTheSameSecretDifferentlyEachTime() {
        byte[] secret = bytes(32, 1);
        ShamirSharing dealer = dealer();
        Share first = dealer.split(secret, THREE_OF_FIVE, OBJECT).getFirst();
        Share second = dealer.split(secret, THREE_OF_FIVE, OBJECT).getFirst();
        assertThat(first.dealing().sharing()).isNotEqualTo(second.dealing().sharing());
        assertThat(first.payload()).isNotEqualTo(second.payload());
    }

    @Test
    void leavesTheSecretAndEarlierSharesAlone() {
        byte[] secret = bytes(100, 2);
        byte[] before = secret.clone();
        List<Share> shares = deal(secret, 3, 5);
        Arrays.fill(shares.getFirst().payload(), (byte) 0);
        Arrays.fill(secret, (byte) 0);
        assertThat(((CombineOutcome.Combined) dealer().combine(shares)).secret()).isEqualTo(before);
    }

    @Test
    void givesPointsOneToNAndTellsWhereTheCoinsCameFrom() {
        List<Share> shares = deal(bytes(3, 3), 2, 7);
        assertThat(shares).extracting(Share::x).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(shares)
                .allSatisfy(
                        share -> assertThat(share.dealing().scheme()).isEqualTo(Scheme.SHAMIR_PRG));
    }

    @Test
    void followsTheClosedFormOfThreeOfFive() {
        byte[] secret = bytes(256, 4);
        CoinSource known =
                new CoinSource() {
                    @Override
                    public void fill(byte[] target, int lengthBytes) {
                        System.arraycopy(bytes(lengthBytes, 5), 0, target, 0, lengthBytes);
                    }

                    @Override
                    public Scheme scheme() {
                        return Scheme.SHAMIR_ITS;
                    }
                };
        byte[] coins = bytes(512, 5);
        List<Share> shares =
                new ShamirSharing(known, new SecureRandom()).split(secret, THREE_OF_FIVE, OBJECT);
        for (int i = 0; i < secret.length; i++) {
            int a1 = coins[i] & 0xFF;
            int a2 = coins[256 + i] & 0xFF;
            int[] first = {a1, Gf256.multiply(2, a1), Gf256.multiply(3, a1)};
            int[] second = {a2, Gf256.multiply(4, a2), Gf256.multiply(5, a2)};
            for (int x = 1; x <= 3; x++) {
                assertThat(shares.get(x - 1).payload()[i])
                        .isEqualTo((byte) (secret[i] ^ first[x - 1] ^ second[x - 1]));
            }
        }
    }

    @Test
    void opensSharesThatGfsplitMade() throws Exception {
        Dealing dealing =
                new Dealing(
                        Scheme.SHAMIR_ITS,
                        new Threshold(3, 255),
                        0,
                        OBJECT,
                        new SharingId(0, 0),
                        Chunk.WHOLE,
                        36);
        List<Share> shares;
        try (var in = getClass().getResourceAsStream("gfsplit-3-of-5.csv")) {
            shares =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> gfshare(dealing, line))
                            .toList();
        }
        assertThat(shares).hasSize(5);
        for (int bits = 0; bits < 32; bits++) {
            if (Integer.bitCount(bits) >= 3) {
                var combined = (CombineOutcome.Combined) dealer().combine(subset(shares, bits));
                assertThat(combined.secret())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("割符 Warifu: a tally broken in two");
            }
        }
    }

    private static Share gfshare(Dealing dealing, String line) {
        int comma = line.indexOf(',');
        return Share.of(
                new ShareHeader(dealing, Integer.parseInt(line.substring(0, comma))),
                HexFormat.of().parseHex(line.substring(comma + 1)));
    }

    @Test
    void printsNoPayload() {
        Share share = deal(new byte[] {1, 2, 3}, 2, 3).getFirst();
        assertThat(share.toString()).isEqualTo("Share[" + OBJECT + ", x=1]");
        assertThat(dealer().combine(deal(new byte[3], 2, 3)).toString())
                .isEqualTo("Combined[3 bytes, spare=1]");
    }
}
