package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.THREE_OF_FIVE;
import static io.warifu.sharing.SharesForTests.bytes;
import static io.warifu.sharing.SharesForTests.deal;
import static io.warifu.sharing.SharesForTests.dealer;
import static io.warifu.sharing.SharesForTests.subset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThatIllegalArgumentException().isThrownBy(() -> Share.of(header, new byte[51]));
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
                .allSatisfy(share -> {
                    assertThat(share.dealing().scheme()).isEqualTo(Scheme.SHAMIR_PRG);
                    assertThat(share.dealing().coins()).isEqualTo(CoinOrigin.CIPHER);
                });
    }

    @Test
    void suppliedCoinsAreUsedOnceAndNothingTakesTheirPlace() {
        SuppliedCoins coins = new SuppliedCoins(bytes(2 * (100 + 48) + 16, 6));
        ShamirSharing dealer = new ShamirSharing(coins, new SecureRandom());
        Share share = dealer.split(new byte[100], THREE_OF_FIVE, OBJECT).getFirst();
        assertThat(share.dealing().scheme()).isEqualTo(Scheme.SHAMIR_ITS);
        assertThat(share.dealing().coins()).isEqualTo(CoinOrigin.SUPPLIED);
        assertThat(coins.leftBytes()).isZero();
        assertThatThrownBy(() -> dealer.split(new byte[1], THREE_OF_FIVE, OBJECT))
                .isInstanceOf(CoinsExhaustedException.class);
    }

    /** What a nightly backup of an unchanged record is: the same byte, dealt again and again. */
    @Test
    void oneByteDealtThousandsOfTimesShowsNothing() {
        int secret = 0x41;
        int dealings = 65_536;
        int[] seen = new int[256];
        for (int i = 0; i < dealings; i++) {
            seen[deal(new byte[] {(byte) secret}, 2, 3).getFirst().payload()[0] & 0xFF]++;
        }
        double chiSquare = 0;
        for (int count : seen) {
            chiSquare += (count - 256.0) * (count - 256.0) / 256.0;
        }
        // 255 degrees of freedom; outside these bounds less often than once in a million runs.
        assertThat(chiSquare).isBetween(155.0, 380.0);
        assertThat(seen[secret]).isPositive();
    }

    @Test
    void theStraightLineThroughTwoOfThreeSharesHitsTheSecretAsOftenAsChanceDoes() {
        int hits = 0;
        int dealings = 65_536;
        for (int i = 0; i < dealings; i++) {
            List<Share> shares = deal(new byte[] {0x41}, 3, 5);
            int y1 = shares.get(0).payload()[0] & 0xFF;
            int y2 = shares.get(1).payload()[0] & 0xFF;
            // The value at 0 of the line through (1, y1) and (2, y2).
            int slope = Gf256.divide(y1 ^ y2, 1 ^ 2);
            hits += (y1 ^ slope) == 0x41 ? 1 : 0;
        }
        // 256 expected, standard deviation 16; a dealer that avoids a zero top coefficient has 0.
        assertThat(hits).isBetween(170, 345);
    }

    @Test
    void followsTheClosedFormOfThreeOfFive() {
        byte[] secret = bytes(256, 4);
        byte[] coins = bytes(512, 5);
        byte[][] values = new byte[5][256];
        try (Dealer dealer = new Dealer(new SuppliedCoins(coins.clone()), 3, 1, 2, 3, 4, 5)) {
            dealer.deal(secret, 0, values, 0, 256);
        }
        for (int i = 0; i < secret.length; i++) {
            int a1 = coins[i] & 0xFF;
            int a2 = coins[256 + i] & 0xFF;
            int[] first = {a1, Gf256.multiply(2, a1), Gf256.multiply(3, a1)};
            int[] second = {a2, Gf256.multiply(4, a2), Gf256.multiply(5, a2)};
            for (int x = 1; x <= 3; x++) {
                assertThat(values[x - 1][i])
                        .isEqualTo((byte) (secret[i] ^ first[x - 1] ^ second[x - 1]));
            }
        }
    }

    @Test
    void opensSharesThatGfsplitMade() throws Exception {
        Dealing dealing =
                new Dealing(
                        ShareFormat.V1,
                        Scheme.SHAMIR_ITS,
                        CoinOrigin.SUPPLIED,
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
                .isEqualTo("Combined[3 bytes, spare=1, culprits=[], suspects=[]]");
    }
}
