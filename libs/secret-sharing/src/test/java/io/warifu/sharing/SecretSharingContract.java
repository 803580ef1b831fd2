package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.OBJECT;
import static io.warifu.sharing.SharesForTests.THREE_OF_FIVE;
import static io.warifu.sharing.SharesForTests.bytes;
import static io.warifu.sharing.SharesForTests.flipped;
import static io.warifu.sharing.SharesForTests.garbage;
import static io.warifu.sharing.SharesForTests.subset;
import static io.warifu.sharing.SharesForTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import io.warifu.sharing.CombineOutcome.TooFew;
import io.warifu.sharing.field.Gf256;
import io.warifu.sharing.field.Interpolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The laws of {@link SecretSharing}. */
abstract class SecretSharingContract {

    private static final byte[] SECRET = bytes(20_000, 7);
    private static final int REPEATS = 500;

    abstract SecretSharing sharing();

    private List<Share> deal(byte[] secret, int k, int n) {
        return sharing().split(secret, new Threshold(k, n), OBJECT);
    }

    private Combined combined(List<Share> shares) {
        return (Combined) sharing().combine(shares);
    }

    @Test
    void refusesNoSharesAtAll() {
        assertThat(sharing().combine(List.of())).isEqualTo(new TooFew(0, 2));
    }

    @Test
    void refusesEverySetOfFewerThanK() {
        List<Share> shares = deal(SECRET, 3, 5);
        for (int bits = 1; bits < 32; bits++) {
            if (Integer.bitCount(bits) < 3) {
                assertThat(sharing().combine(subset(shares, bits)))
                        .isEqualTo(new TooFew(Integer.bitCount(bits), 3));
            }
        }
    }

    @Test
    void refusesTheSameShareTwice() {
        List<Share> shares = deal(SECRET, 3, 5);
        assertThat(sharing().combine(List.of(shares.get(0), shares.get(1), shares.get(1))))
                .isEqualTo(new Inconsistent(Reason.DUPLICATE_POINT, Set.of(2)));
    }

    @Test
    void restoresFromEverySubsetOfThreeToFive() {
        for (int length : new int[] {0, 1, 7, 8, 9, 47, 48, 4_095, 4_096, 4_097, 20_000}) {
            byte[] secret = bytes(length, length);
            List<Share> shares = deal(secret, 3, 5);
            for (int bits = 0; bits < 32; bits++) {
                int given = Integer.bitCount(bits);
                if (given >= 3) {
                    Combined combined = combined(subset(shares, bits));
                    assertThat(combined.secret()).isEqualTo(secret);
                    assertThat(combined.spare()).isEqualTo(given - 3);
                    assertThat(combined.culprits()).isEmpty();
                    assertThat(combined.proven()).isTrue();
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
        byte[] secret = bytes(333, 1);
        assertThat(combined(deal(secret, 255, 255)).secret()).isEqualTo(secret);
        assertThat(combined(deal(secret, 2, 255).subList(253, 255)).secret()).isEqualTo(secret);
    }

    @Test
    void dealsTheSameSecretDifferentlyEachTimeAndLeavesItAlone() {
        byte[] secret = bytes(100, 2);
        byte[] before = secret.clone();
        Share first = deal(secret, 3, 5).getFirst();
        Share second = deal(secret, 3, 5).getFirst();
        assertThat(secret).isEqualTo(before);
        assertThat(first.dealing().sharing()).isNotEqualTo(second.dealing().sharing());
        assertThat(first.payload()).isNotEqualTo(second.payload());
        assertThat(first.dealing().scheme()).isEqualTo(sharing().scheme());
    }

    @Test
    void survivesTheWireWithTagsAndChunks() throws Exception {
        List<Share> read = new ArrayList<>();
        for (Share share : sharing().split(SECRET, THREE_OF_FIVE, OBJECT, new Chunk(6, 7))) {
            Share tagged = OneTimeMac.tag(share, key(share.x()));
            byte[] bytes = ShareCodec.encode(tagged);
            Share back = ShareCodec.decode(bytes);
            assertThat(ShareCodec.encode(back)).isEqualTo(bytes);
            assertThat(back.header()).isEqualTo(share.header());
            assertThat(OneTimeMac.verify(back, key(share.x()))).isTrue();
            read.add(back);
        }
        assertThat(combined(read).secret()).isEqualTo(SECRET);
    }

    @Test
    void refusesAShareOfAnotherDealingAndNamesIt() {
        List<Share> shares = deal(SECRET, 3, 5);
        Share odd = deal(SECRET, 3, 5).get(4);
        assertThat(sharing().combine(List.of(shares.get(0), shares.get(1), shares.get(2), odd)))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(5)));
    }

    @Test
    void refusesEpochsThatDiffer() {
        List<Share> shares = deal(SECRET, 3, 5);
        Share late = withDealing(shares.get(2), d -> d.among(d.threshold(), 1));
        assertThat(sharing().combine(with(shares, 2, late)))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(3)));
    }

    @Test
    void neverGivesWrongBytesWhenOneOfExactlyKIsWrong() {
        List<Share> shares = deal(SECRET, 3, 5).subList(0, 3);
        Random random = new Random(1);
        int last = shares.getFirst().dealing().payloadBytes() - 1;
        for (int trial = 0; trial < 50; trial++) {
            int liar = random.nextInt(3);
            Share lie =
                    flipped(
                            shares.get(liar),
                            trial == 0 ? last : random.nextInt(last),
                            1 + random.nextInt(255));
            assertThat(sharing().combine(with(shares, liar, lie)))
                    .isEqualTo(new Inconsistent(Reason.SEAL_BROKEN, Set.of(1, 2, 3)));
        }
    }

    @Test
    void noticesAWrongPointAmongExactlyK() {
        List<Share> shares = deal(SECRET, 3, 5).subList(0, 3);
        Share moved =
                Share.of(
                        new ShareHeader(shares.getFirst().dealing(), 5),
                        shares.getFirst().copyOfLanes());
        assertThat(sharing().combine(with(shares, 0, moved)))
                .isEqualTo(new Inconsistent(Reason.SEAL_BROKEN, Set.of(5, 2, 3)));
    }

    /** A carrier that changes the same field of every share: the content's proof covers them. */
    @Test
    void noticesFieldsThatWereChangedInAllShares() {
        List<UnaryOperator<Dealing>> changes =
                List.of(
                        d -> changed(d, new ObjectId(new UUID(4, 4)), d.sharing(), d.chunk()),
                        d -> changed(d, OBJECT, new SharingId(1, 1), d.chunk()),
                        d -> changed(d, OBJECT, d.sharing(), new Chunk(0, 2)),
                        d -> changed(d, OBJECT, d.sharing(), new Chunk(1, 2)));
        List<Share> shares = deal(SECRET, 3, 5);
        for (UnaryOperator<Dealing> change : changes) {
            assertThat(sharing().combine(shares.stream().map(s -> withDealing(s, change)).toList()))
                    .isEqualTo(new Inconsistent(Reason.SEAL_BROKEN, Set.of(1, 2, 3, 4, 5)));
        }
    }

    @Test
    void correctsAndNamesOneLiarAmongKPlusTwoWhereverItSits() {
        List<Share> shares = deal(SECRET, 3, 5);
        for (int liar = 0; liar < 5; liar++) {
            Share lie = flipped(flipped(shares.get(liar), 0, 1), 5_000, 0xFF);
            requireCorrected(with(shares, liar, lie), 1, Set.of(liar + 1));
            requireCorrected(with(shares, liar, garbage(shares.get(liar), 9)), 1, Set.of(liar + 1));
        }
    }

    @Test
    void correctsOneLiarAmongKPlusOneByTheProof() {
        List<Share> shares = deal(SECRET, 3, 5).subList(0, 4);
        requireCorrected(with(shares, 1, flipped(shares.get(1), 99, 0x80)), 0, Set.of(2));
    }

    @Test
    void correctsTwoLiarsOfSevenWhoseLiesLieInDifferentPlaces() {
        List<Share> shares = deal(SECRET, 3, 7);
        List<Share> lies = with(shares, 1, flipped(shares.get(1), 4_500, 0x80));
        requireCorrected(with(lies, 6, flipped(shares.get(6), 17, 1)), 2, Set.of(2, 7));
        requireCorrected(
                with(with(shares, 1, garbage(shares.get(1), 3)), 6, garbage(shares.get(6), 4)),
                2,
                Set.of(2, 7));
    }

    /** 1.2 % of such bytes look like the lie of a third server. */
    @Test
    void neverGivesAWrongRecordWhenTwoServersLieAboutTheSameByte() {
        byte[] secret = bytes(64, 3);
        Random random = new Random(5);
        int named = 0;
        for (int trial = 0; trial < REPEATS; trial++) {
            List<Share> shares = deal(secret, 3, 5);
            Share first = flipped(shares.get(1), 7, 1 + random.nextInt(255));
            Share second = flipped(shares.get(4), 7, 1 + random.nextInt(255));
            Combined combined = combined(with(with(shares, 1, first), 4, second));
            assertThat(combined.secret()).isEqualTo(secret);
            assertThat(combined.spare()).isZero();
            // Now and then the two lies cancel out together with an honest share.
            if (combined.suspects().isEmpty()) {
                assertThat(combined.culprits()).containsExactlyInAnyOrder(2, 5);
                named++;
            } else {
                assertThat(combined.culprits()).isEmpty();
                assertThat(combined.suspects()).contains(2, 5);
            }
        }
        assertThat(named).isGreaterThan(REPEATS * 9 / 10);
    }

    /** Two liars that choose their changes on purpose, in every byte. */
    @Test
    void namesNobodyWhenLiarsFrameTheHonest() {
        List<Share> shares = deal(SECRET, 3, 5);
        // With share 1, changes e at 2 and f at 5 leave the value at 0 if their weights even out.
        int[] weights = Interpolation.weightsAt(0, new int[] {1, 2, 5});
        byte[] second = shares.get(1).copyOfLanes();
        byte[] fifth = shares.get(4).copyOfLanes();
        for (int i = 0; i < second.length; i++) {
            int change = 1 + i % 255;
            second[i] ^= (byte) Gf256.multiply(change, weights[2]);
            fifth[i] ^= (byte) Gf256.multiply(change, weights[1]);
        }
        Share two = Share.of(shares.get(1).header(), second);
        Share five = Share.of(shares.get(4).header(), fifth);
        CombineOutcome outcome = sharing().combine(with(with(shares, 1, two), 4, five));
        assertThat(outcome).isInstanceOf(Combined.class);
        Combined combined = (Combined) outcome;
        assertThat(combined.secret()).isEqualTo(SECRET);
        assertThat(combined.culprits()).isSubsetOf(2, 5);
        assertThat(union(combined.culprits(), combined.suspects())).contains(2, 5);
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        Set<Integer> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    @Test
    void failsClosedWhenSoManyLieThatFewerThanKAreRight() {
        List<Share> shares = deal(SECRET, 3, 5);
        List<Share> lies = new ArrayList<>(shares);
        for (int i = 0; i < 3; i++) {
            lies.set(i, flipped(shares.get(i), 40, 1 << i));
        }
        assertThat(sharing().combine(lies))
                .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(1, 2, 3, 4, 5)));
    }

    @Test
    void tagsConvictByThemselvesAlsoAmongExactlyK() {
        Map<TagKeyId, OneTimeKey> keys = new HashMap<>();
        List<Share> shares = new ArrayList<>();
        for (Share share : deal(SECRET, 3, 5)) {
            OneTimeKey key = key(share.x());
            keys.put(key.id(), key);
            shares.add(OneTimeMac.tag(share, key));
        }
        TagKeys reader = id -> Optional.ofNullable(keys.get(id));
        List<Share> three = shares.subList(0, 3);
        assertThat(sharing().combine(with(three, 2, flipped(three.get(2), 5, 5)), reader))
                .isEqualTo(new Inconsistent(Reason.TAG_WRONG, Set.of(3)));
        List<Share> twoLie =
                with(
                        with(shares, 0, flipped(shares.get(0), 5, 5)),
                        3,
                        flipped(shares.get(3), 5, 7));
        Combined combined = (Combined) sharing().combine(twoLie, reader);
        assertThat(combined.secret()).isEqualTo(SECRET);
        assertThat(combined.culprits()).containsExactlyInAnyOrder(1, 4);
        assertThat(combined.spare()).isZero();
    }

    @Test
    void vouchedSharesJudgeThoseWithoutAKey() {
        Map<TagKeyId, OneTimeKey> keys = new HashMap<>();
        List<Share> shares = new ArrayList<>(deal(SECRET, 3, 5));
        for (int i = 0; i < 3; i++) {
            OneTimeKey key = key(i + 1);
            keys.put(key.id(), key);
            shares.set(i, OneTimeMac.tag(shares.get(i), key));
        }
        shares.set(4, flipped(shares.get(4), 3, 3));
        Combined combined =
                (Combined) sharing().combine(shares, id -> Optional.ofNullable(keys.get(id)));
        assertThat(combined.secret()).isEqualTo(SECRET);
        assertThat(combined.spare()).isEqualTo(1);
        assertThat(combined.culprits()).containsExactly(5);
    }

    private void requireCorrected(List<Share> shares, int spare, Set<Integer> culprits) {
        Combined combined = combined(shares);
        assertThat(Arrays.equals(combined.secret(), SECRET)).isTrue();
        assertThat(combined.suspects()).isEmpty();
        assertThat(combined.culprits()).isEqualTo(culprits);
        assertThat(combined.spare()).isEqualTo(spare);
    }

    static OneTimeKey key(int number) {
        return new OneTimeKey(
                new TagKeyId(new UUID(1, number)), SecretBytes.copyOf(bytes(32, number)));
    }

    static Share withDealing(Share share, UnaryOperator<Dealing> change) {
        return Share.of(
                new ShareHeader(change.apply(share.dealing()), share.x()), share.copyOfLanes());
    }

    static Dealing changed(Dealing d, ObjectId object, SharingId sharing, Chunk chunk) {
        return new Dealing(
                d.format(),
                d.scheme(),
                d.coins(),
                d.threshold(),
                d.epoch(),
                object,
                sharing,
                chunk,
                d.secretLengthBytes());
    }
}
