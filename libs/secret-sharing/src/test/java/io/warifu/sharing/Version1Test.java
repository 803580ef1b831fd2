package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.bytes;
import static io.warifu.sharing.SharesForTests.deal;
import static io.warifu.sharing.SharesForTests.dealer;
import static io.warifu.sharing.SharesForTests.flipped;
import static io.warifu.sharing.SharesForTests.garbage;
import static io.warifu.sharing.SharesForTests.version1;
import static io.warifu.sharing.SharesForTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.sharing.CombineOutcome.Combined;
import io.warifu.sharing.CombineOutcome.Inconsistent;
import io.warifu.sharing.CombineOutcome.Reason;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shares of version 1 carry no proof: they are read, and in doubt nothing is released. */
class Version1Test {

    private static final byte[] SECRET = bytes(20_000, 7);

    private static List<Share> shares() {
        return version1(deal(SECRET, 3, 5));
    }

    @Test
    void areReadAndSaidToBeUnproven() {
        Combined all = (Combined) dealer().combine(shares());
        assertThat(all.secret()).isEqualTo(SECRET);
        assertThat(all.spare()).isEqualTo(2);
        assertThat(all.proven()).isFalse();
        assertThat(((Combined) dealer().combine(shares().subList(2, 5))).secret())
                .isEqualTo(SECRET);
    }

    @Test
    void oneLiarAmongKPlusOneIsNoticedButNotNamed() {
        List<Share> shares = shares().subList(0, 4);
        assertThat(dealer().combine(with(shares, 1, flipped(shares.get(1), 19_999, 0x80))))
                .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(1, 2, 3, 4)));
    }

    @Test
    void oneLiarAmongKPlusTwoIsNamedWhereverItSits() {
        List<Share> shares = shares();
        for (int liar = 0; liar < 5; liar++) {
            Share lie = flipped(flipped(shares.get(liar), 0, 1), 9_000, 0xFF);
            Inconsistent outcome = (Inconsistent) dealer().combine(with(shares, liar, lie));
            assertThat(outcome.namesCulprit()).isTrue();
            assertThat(outcome)
                    .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(liar + 1)));
        }
    }

    @Test
    void noRecordIsReleasedWhenTwoServersLie() {
        byte[] secret = bytes(64, 3);
        Random random = new Random(5);
        int misled = 0;
        for (int trial = 0; trial < 5_000; trial++) {
            List<Share> shares = version1(deal(secret, 3, 5));
            Share first = flipped(shares.get(1), 17, 1 + random.nextInt(255));
            Share second = flipped(shares.get(4), 17, 1 + random.nextInt(255));
            CombineOutcome outcome = dealer().combine(with(with(shares, 1, first), 4, second));
            assertThat(outcome).isInstanceOf(Inconsistent.class);
            misled += ((Inconsistent) outcome).namesCulprit() ? 1 : 0;
        }
        // The trap is real: about 3/255 of the lies point at one of the three honest servers.
        assertThat(misled).isBetween(25, 100);
    }

    @Test
    void noThirdServerIsNamedForTwoLiarsWithLongLies() {
        List<Share> shares = shares();
        List<Share> lies = with(shares, 1, garbage(shares.get(1), 1));
        assertThat(dealer().combine(with(lies, 4, garbage(shares.get(4), 2))))
                .isEqualTo(new Inconsistent(Reason.VALUES_DISAGREE, Set.of(1, 2, 3, 4, 5)));
    }

    @Test
    void aShareOfVersion2StrippedOfItsSealDoesNotPassForOneOfVersion1() {
        List<Share> shares = deal(SECRET, 3, 5);
        assertThat(dealer().combine(with(shares, 0, version1(shares).getFirst())))
                .isEqualTo(new Inconsistent(Reason.MIXED_DEALINGS, Set.of(1)));
    }
}
