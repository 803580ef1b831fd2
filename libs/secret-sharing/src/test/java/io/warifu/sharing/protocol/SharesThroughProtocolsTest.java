package io.warifu.sharing.protocol;

import static io.warifu.sharing.protocol.Plain.COINS;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.ObjectId;
import io.warifu.sharing.AontRsSharing;
import io.warifu.sharing.CombineOutcome;
import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import io.warifu.sharing.KrawczykSharing;
import io.warifu.sharing.SecretSharing;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareHeader;
import io.warifu.sharing.Threshold;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whole shares: header and seal come through what the servers do among themselves. */
class SharesThroughProtocolsTest {

    private static final Threshold THREE_OF_FIVE = new Threshold(3, 5);
    private static final ObjectId OBJECT = new ObjectId(new UUID(3, 3));

    private final SecureRandom random = new SecureRandom();
    private final SecretSharing shamir = ShamirSharing.withCipherCoins(random);
    private final byte[] secret = new byte[5_000];

    SharesThroughProtocolsTest() {
        new Random(61).nextBytes(secret);
    }

    @Test
    void refreshedSharesRestoreTheSecretAndDoNotMixWithOldOnes() {
        List<Share> old = shamir.split(secret, THREE_OF_FIVE, OBJECT);
        List<Share> fresh = refreshed(old);
        assertThat(restored(fresh.subList(1, 4))).isEqualTo(secret);
        assertThat(fresh.getFirst().dealing().epoch()).isEqualTo(1);
        List<Share> mixed = List.of(old.get(0), old.get(1), fresh.get(2));
        assertThat(shamir.combine(mixed))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(3)));
        // A server that hides the age of its share is noticed by the seal.
        Share disguised =
                Share.of(new ShareHeader(old.getFirst().dealing(), 3), fresh.get(2).copyOfLanes());
        assertThat(shamir.combine(List.of(old.get(0), old.get(1), disguised)))
                .isEqualTo(new Inconsistent(Reason.SEAL_BROKEN, Set.of(1, 2, 3)));
    }

    private static List<Share> refreshed(List<Share> old) {
        Roster roster = Roster.of(THREE_OF_FIVE);
        int length = old.getFirst().copyOfLanes().length;
        List<Refresh.Part> parts = new ArrayList<>();
        for (int dealer : List.of(2, 3, 5)) {
            parts.addAll(Refresh.deal(roster, dealer, 1, length, COINS));
        }
        return old.stream()
                .map(share ->
                        Refresh.apply(
                                        HeldShare.of(share),
                                        parts.stream()
                                                .filter(p -> p.receiver() == share.x())
                                                .toList())
                                .asShareOf(share.dealing()))
                .toList();
    }

    @Test
    void redistributedSharesRestoreTheSecret() {
        List<Share> old = shamir.split(secret, THREE_OF_FIVE, OBJECT);
        Roster to = Roster.of(new Threshold(4, 7));
        Redistribution.Order order =
                new Redistribution.Order(
                        Roster.of(THREE_OF_FIVE),
                        to,
                        old.getFirst().dealing().sharing(),
                        0,
                        new TreeSet<>(List.of(1, 3, 4)));
        List<Redistribution.Part> parts = new ArrayList<>();
        for (int dealer : order.dealers()) {
            parts.addAll(
                    Redistribution.deal(
                            order,
                            HeldShare.of(old.get(dealer - 1)),
                            Lanes.copyOf(new byte[Combination.LANES]),
                            COINS));
        }
        List<Share> fresh =
                to.points().stream()
                        .map(x ->
                                Redistribution.apply(
                                                order,
                                                x,
                                                parts.stream()
                                                        .filter(p -> p.receiver() == x)
                                                        .toList())
                                        .asShareOf(old.getFirst().dealing()))
                        .toList();
        assertThat(fresh.getLast().dealing().threshold()).isEqualTo(new Threshold(4, 7));
        assertThat(restored(fresh.subList(3, 7))).isEqualTo(secret);
        assertThat(shamir.combine(fresh.subList(0, 3))).isEqualTo(new CombineOutcome.TooFew(3, 4));
    }

    @Test
    void aRepairedShareOfAnySchemeIsTheLostOne() {
        List<SecretSharing> schemes =
                List.of(shamir, new KrawczykSharing(COINS, random), new AontRsSharing(random));
        for (SecretSharing scheme : schemes) {
            List<Share> shares = scheme.split(secret, THREE_OF_FIVE, OBJECT);
            Repair.Order order =
                    new Repair.Order(
                            Roster.of(THREE_OF_FIVE),
                            shares.getFirst().dealing().sharing(),
                            0,
                            new TreeSet<>(List.of(1, 2, 5)),
                            4,
                            4);
            List<Repair.Piece> pieces = new ArrayList<>();
            for (int helper : order.helpers()) {
                pieces.addAll(Repair.split(order, HeldShare.of(shares.get(helper - 1)), COINS));
            }
            List<Repair.Sum> sums =
                    order.helpers().stream()
                            .map(to ->
                                    Repair.sum(
                                            order,
                                            to,
                                            pieces.stream().filter(p -> p.to() == to).toList()))
                            .toList();
            Share repaired = Repair.finish(order, sums).asShareOf(shares.getFirst().dealing());
            assertThat(repaired.header()).isEqualTo(shares.get(3).header());
            assertThat(repaired.copyOfLanes()).isEqualTo(shares.get(3).copyOfLanes());
        }
    }

    private byte[] restored(List<Share> shares) {
        Combined combined = (Combined) shamir.combine(shares);
        assertThat(combined.proven()).isTrue();
        return combined.secret();
    }
}
