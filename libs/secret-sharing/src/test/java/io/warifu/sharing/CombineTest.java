package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.bytes;
import static io.warifu.sharing.SharesForTests.deal;
import static io.warifu.sharing.SharesForTests.dealer;
import static io.warifu.sharing.SharesForTests.flipped;
import static io.warifu.sharing.SharesForTests.subset;
import static io.warifu.sharing.SharesForTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.ObjectId;
import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import io.warifu.sharing.CombineOutcome.TooFew;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CombineTest {

    private static final byte[] SECRET = bytes(20_000, 7);

    @Test
    void refusesNoSharesAtAll() {
        assertThat(dealer().combine(List.of())).isEqualTo(new TooFew(0, 2));
    }

    @Test
    void refusesEverySetOfFewerThanK() {
        List<Share> shares = deal(SECRET, 3, 5);
        for (int bits = 1; bits < 32; bits++) {
            if (Integer.bitCount(bits) < 3) {
                assertThat(dealer().combine(subset(shares, bits)))
                        .isEqualTo(new TooFew(Integer.bitCount(bits), 3));
            }
        }
    }

    @Test
    void refusesTheSameShareTwice() {
        List<Share> shares = deal(SECRET, 3, 5);
        assertThat(dealer().combine(List.of(shares.get(0), shares.get(1), shares.get(1))))
                .isEqualTo(new Inconsistent(Reason.DUPLICATE_POINT, Set.of(2)));
    }

    /** Each changes one member of a dealing. */
    static Stream<UnaryOperator<Dealing>> changes() {
        ObjectId otherObject = new ObjectId(new UUID(4, 4));
        return Stream.of(
                d -> like(d, d.scheme(), d.threshold(), d.epoch(), otherObject, d.sharing()),
                d -> like(d, d.scheme(), d.threshold(), 0, OBJECT, new SharingId(1, 1)),
                d -> like(d, d.scheme(), d.threshold(), 1, OBJECT, d.sharing()),
                d -> like(d, d.scheme(), new Threshold(2, 5), 0, OBJECT, d.sharing()),
                d -> like(d, d.scheme(), new Threshold(3, 6), 0, OBJECT, d.sharing()),
                d -> like(d, Scheme.SHAMIR_ITS, d.threshold(), 0, OBJECT, d.sharing()),
                d -> cut(d, new Chunk(0, 2), d.secretLengthBytes()),
                d -> cut(d, new Chunk(1, 2), d.secretLengthBytes()),
                d -> cut(d, d.chunk(), d.secretLengthBytes() - 1));
    }

    private static Dealing like(
            Dealing d, Scheme scheme, Threshold t, int epoch, ObjectId object, SharingId sharing) {
        return new Dealing(scheme, t, epoch, object, sharing, d.chunk(), d.secretLengthBytes());
    }

    private static Dealing cut(Dealing d, Chunk chunk, int lengthBytes) {
        return new Dealing(
                d.scheme(), d.threshold(), d.epoch(), d.object(), d.sharing(), chunk, lengthBytes);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusesAShareOfAnotherDealingAndNamesIt(UnaryOperator<Dealing> change) {
        List<Share> shares = deal(SECRET, 3, 5);
        Dealing other = change.apply(shares.getFirst().dealing());
        Share odd = Share.of(new ShareHeader(other, 5), new byte[other.secretLengthBytes()]);
        assertThat(dealer().combine(List.of(shares.get(0), shares.get(1), shares.get(2), odd)))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(5)));
    }

    @Test
    void suspectsEverybodyWhenTwoDealingsAreEquallyLarge() {
        List<Share> first = deal(SECRET, 2, 4);
        List<Share> second = deal(SECRET, 2, 4);
        assertThat(
                        dealer().combine(
                                        List.of(
                                                first.get(0),
                                                first.get(1),
                                                second.get(2),
                                                second.get(3))))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(1, 2, 3, 4)));
    }

    @Test
    void noticesOneLiarAmongKPlusOneButCannotNameIt() {
        List<Share> shares = deal(SECRET, 3, 5).subList(0, 4);
        assertThat(dealer().combine(with(shares, 1, flipped(shares.get(1), 19_999, 0x80))))
                .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(1, 2, 3, 4)));
    }

    @Test
    void namesOneLiarAmongKPlusTwoWhereverItSits() {
        List<Share> shares = deal(SECRET, 3, 5);
        for (int liar = 0; liar < 5; liar++) {
            Share lie = flipped(flipped(shares.get(liar), 0, 1), 9_000, 0xFF);
            assertThat(dealer().combine(with(shares, liar, lie)))
                    .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(liar + 1)));
        }
    }

    @Test
    void namesALiarWhoseWholeShareIsWrong() {
        List<Share> shares = deal(SECRET, 3, 5);
        Share lie = Share.of(shares.get(3).header(), bytes(SECRET.length, 99));
        Inconsistent outcome = (Inconsistent) dealer().combine(with(shares, 3, lie));
        assertThat(outcome.namesCulprit()).isTrue();
        assertThat(outcome.suspects()).containsExactly(4);
    }

    @Test
    void neverReleasesARecordWhenTwoServersLie() {
        byte[] secret = bytes(64, 3);
        Random random = new Random(5);
        for (int trial = 0; trial < 500; trial++) {
            List<Share> shares = deal(secret, 3, 5);
            Share first = flipped(shares.get(1), 17, 1 + random.nextInt(255));
            Share second = flipped(shares.get(4), 17, 1 + random.nextInt(255));
            assertThat(dealer().combine(with(with(shares, 1, first), 4, second)))
                    .isInstanceOf(Inconsistent.class);
        }
    }

    @Test
    void doesNotNameAThirdServerForTwoLiarsWithLongLies() {
        List<Share> shares = deal(SECRET, 3, 5);
        Share first = Share.of(shares.get(1).header(), bytes(SECRET.length, 1));
        Share second = Share.of(shares.get(4).header(), bytes(SECRET.length, 2));
        assertThat(dealer().combine(with(with(shares, 1, first), 4, second)))
                .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(1, 2, 3, 4, 5)));
    }

    @Test
    void restoresFromEverySubsetOfThreeToFive() {
        for (int length : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 8_191, 8_192, 8_193, 20_000}) {
            byte[] secret = bytes(length, length);
            List<Share> shares = deal(secret, 3, 5);
            for (int bits = 0; bits < 32; bits++) {
                int given = Integer.bitCount(bits);
                if (given >= 3) {
                    Combined combined = combined(subset(shares, bits));
                    assertThat(combined.secret()).isEqualTo(secret);
                    assertThat(combined.spare()).isEqualTo(given - 3);
                }
            }
        }
    }

    @Test
    void restoresWhateverTheOrder() {
        List<Share> shares = deal(SECRET, 3, 5);
        assertThat(combined(new ArrayList<>(shares.reversed())).secret()).isEqualTo(SECRET);
    }

    @Test
    void restoresWithTheLargestThresholds() {
        byte[] secret = bytes(33, 1);
        assertThat(combined(deal(secret, 255, 255)).secret()).isEqualTo(secret);
        assertThat(combined(deal(secret, 2, 255).subList(253, 255)).secret()).isEqualTo(secret);
    }

    private static Combined combined(List<Share> shares) {
        return (Combined) dealer().combine(shares);
    }
}
