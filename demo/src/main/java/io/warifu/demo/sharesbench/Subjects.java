package io.warifu.demo.sharesbench;

import io.warifu.demo.bench.Goal;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.sharing.AesCtrCoins;
import io.warifu.sharing.AontRsSharing;
import io.warifu.sharing.CombineOutcome;
import io.warifu.sharing.Dealer;
import io.warifu.sharing.Dealing;
import io.warifu.sharing.KrawczykDealer;
import io.warifu.sharing.KrawczykSharing;
import io.warifu.sharing.OneTimeKey;
import io.warifu.sharing.OneTimeMac;
import io.warifu.sharing.SecretSharing;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareHeader;
import io.warifu.sharing.TagKeyId;
import io.warifu.sharing.Threshold;
import io.warifu.sharing.field.Interpolation;
import io.warifu.sharing.field.WeightedSum;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that is measured. Whatever can be checked is checked once before. */
final class Subjects {

    private static final int LARGE_BYTES = 64 << 10;
    private static final int RECORD_BYTES = 2 << 10;
    private static final Threshold THREE_OF_FIVE = new Threshold(3, 5);
    private static final ObjectId OBJECT = new ObjectId(new UUID(1, 1));

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret = new byte[LARGE_BYTES];
    private final byte[] record = new byte[RECORD_BYTES];

    Subjects() {
        random.nextBytes(secret);
        random.nextBytes(record);
    }

    List<Subject> all() {
        SecretSharing shamir = ShamirSharing.withCipherCoins(random);
        SecretSharing ssms = new KrawczykSharing(new AesCtrCoins(random), random);
        SecretSharing aont = new AontRsSharing(random);
        return List.of(
                split("split", LARGE_BYTES, new Goal(0.20, 0.38)),
                split("split-4k", 4 << 10, null),
                combine(),
                ssms(ssms),
                whole("ssms-shares", "SSMS 3 of 5, 64 KiB, as shares with headers", ssms, null),
                records(shamir),
                sealedRecords(shamir),
                whole("sealed", "split 3 of 5 with seal and header, 64 KiB", shamir, null),
                back("restore", "restore and check from five, Shamir, 64 KiB", shamir),
                back("restore-ssms", "restore and check from five, SSMS, 64 KiB", ssms),
                whole("aont-rs", "AONT-RS 3 of 5, 64 KiB", aont, null),
                codahaleSplit(),
                codahaleJoin());
    }

    private Subject split(String id, int bytes, @Nullable Goal goal) {
        Dealer dealer = new Dealer(new AesCtrCoins(random), 3, 1, 2, 3, 4, 5);
        byte[][] values = new byte[5][bytes];
        String name = "split 3 of 5, coins included, %d KiB".formatted(bytes >> 10);
        return new Subject(
                id,
                name,
                bytes,
                false,
                goal,
                () -> {
                    dealer.deal(secret, 0, values, 0, bytes);
                    return values[4][bytes - 1];
                });
    }

    /** Indices that add up to zero would make combining a plain exclusive or. */
    private Subject combine() {
        byte[][] values = new byte[5][LARGE_BYTES];
        try (Dealer dealer = new Dealer(new AesCtrCoins(random), 3, 1, 2, 3, 4, 5)) {
            dealer.deal(secret, 0, values, 0, LARGE_BYTES);
        }
        byte[][] rows = {values[1], values[3], values[4]};
        byte[] restored = new byte[LARGE_BYTES];
        WeightedSum atZero = WeightedSum.of(Interpolation.weightsAt(0, new int[] {2, 4, 5}));
        atZero.apply(rows, 0, restored, 0, LARGE_BYTES);
        requireSame(restored, secret);
        return new Subject(
                "combine",
                "combine {2,4,5}, 64 KiB",
                LARGE_BYTES,
                false,
                new Goal(0.5, 1.2),
                () -> {
                    atZero.apply(rows, 0, restored, 0, LARGE_BYTES);
                    return restored[LARGE_BYTES - 1];
                });
    }

    /** Into arrays that are kept, like the split and combine beside it. */
    private Subject ssms(SecretSharing sharing) {
        Dealing dealing = sharing.split(secret, THREE_OF_FIVE, OBJECT).getFirst().dealing();
        KrawczykDealer dealer = new KrawczykDealer(new AesCtrCoins(random), random);
        byte[][] lanes = new byte[5][dealing.payloadBytes()];
        dealer.deal(dealing, secret, lanes);
        List<Share> shares =
                IntStream.of(2, 4, 5)
                        .mapToObj(x -> Share.of(new ShareHeader(dealing, x), lanes[x - 1]))
                        .toList();
        requireSame(restored(sharing, shares), secret);
        return new Subject(
                "ssms",
                "SSMS 3 of 5, 64 KiB",
                LARGE_BYTES,
                false,
                new Goal(0.5, 0.77),
                () -> {
                    dealer.deal(dealing, secret, lanes);
                    return lanes[4][dealing.payloadBytes() - 1];
                });
    }

    private Subject whole(String id, String name, SecretSharing sharing, @Nullable Goal goal) {
        return new Subject(
                id,
                name,
                LARGE_BYTES,
                false,
                goal,
                () -> sharing.split(secret, THREE_OF_FIVE, OBJECT).getLast().x());
    }

    private Subject back(String id, String name, SecretSharing sharing) {
        List<Share> shares = sharing.split(secret, THREE_OF_FIVE, OBJECT);
        requireSame(restored(sharing, shares), secret);
        return new Subject(
                id,
                name,
                LARGE_BYTES,
                false,
                null,
                () -> restored(sharing, shares)[LARGE_BYTES - 1]);
    }

    /** Header, seal, and a one-time tag on each of the five shares. */
    private Subject records(SecretSharing sharing) {
        OneTimeKey key =
                new OneTimeKey(
                        new TagKeyId(new UUID(2, 2)),
                        SecretBytes.copyOf(Arrays.copyOf(secret, 32)));
        return new Subject(
                "records",
                "split, seal and tag 2 KiB records",
                RECORD_BYTES,
                true,
                new Goal(100_000, 280_000),
                () -> {
                    long sum = 0;
                    for (Share share : sharing.split(record, THREE_OF_FIVE, OBJECT)) {
                        // One key for all, because drawing keys is not what is measured.
                        sum += OneTimeMac.tag(share, key).x();
                    }
                    return sum;
                });
    }

    private Subject sealedRecords(SecretSharing sharing) {
        return new Subject(
                "sealed-records",
                "split and seal 2 KiB records",
                RECORD_BYTES,
                true,
                null,
                () -> sharing.split(record, THREE_OF_FIVE, OBJECT).getLast().x());
    }

    private Subject codahaleSplit() {
        var scheme = new com.codahale.shamir.Scheme(random, 5, 3);
        return new Subject(
                "codahale-split",
                "yardstick: com.codahale:shamir split 3 of 5, 64 KiB",
                LARGE_BYTES,
                false,
                null,
                () -> scheme.split(secret).size());
    }

    private Subject codahaleJoin() {
        var scheme = new com.codahale.shamir.Scheme(random, 5, 3);
        Map<Integer, byte[]> parts = new TreeMap<>(scheme.split(secret));
        parts.keySet().retainAll(List.of(2, 4, 5));
        requireSame(scheme.join(parts), secret);
        return new Subject(
                "codahale-join",
                "yardstick: com.codahale:shamir join {2,4,5}, 64 KiB",
                LARGE_BYTES,
                false,
                null,
                () -> scheme.join(parts)[0]);
    }

    private static byte[] restored(SecretSharing sharing, List<Share> shares) {
        return switch (sharing.combine(shares)) {
            case CombineOutcome.Combined combined -> combined.secret();
            case CombineOutcome.TooFew few -> throw wrong(few);
            case CombineOutcome.Inconsistent bad -> throw wrong(bad);
        };
    }

    private static void requireSame(byte[] restored, byte[] secret) {
        if (!Arrays.equals(restored, secret)) {
            throw wrong("another secret came back");
        }
    }

    private static WarifuException wrong(Object what) {
        return new WarifuException(ErrorCode.INTEGRITY_FAILED, "benchmark: " + what);
    }
}
