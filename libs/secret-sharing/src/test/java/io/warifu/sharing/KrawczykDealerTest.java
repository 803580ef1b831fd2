package io.warifu.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.id.ObjectId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link KrawczykDealer}: one after the other into the same arrays. */
final class KrawczykDealerTest {

    private static final ObjectId OBJECT = new ObjectId(new UUID(3, 4));

    private final SecureRandom random = new SecureRandom();
    private final KrawczykSharing sharing = new KrawczykSharing(new AesCtrCoins(random), random);
    private final KrawczykDealer dealer = new KrawczykDealer(new AesCtrCoins(random), random);

    @Test
    void dealsOneObjectAfterTheOther() {
        int[] lengths = {5000, 1, 0, 70_001, 64, 5000};
        for (int length : lengths) {
            byte[] secret = new byte[length];
            random.nextBytes(secret);
            Dealing dealing = dealingOf(length);
            byte[][] lanes = new byte[5][dealing.payloadBytes()];
            dealer.deal(dealing, secret, lanes);
            assertThat(restored(dealing, lanes, 2, 4, 5)).isEqualTo(secret);
            assertThat(restored(dealing, lanes, 1, 2, 3)).isEqualTo(secret);
        }
    }

    @Test
    void encryptsTheSameObjectUnderAnotherKeyEachTime() {
        byte[] secret = new byte[300];
        Dealing dealing = dealingOf(secret.length);
        byte[][] first = new byte[5][dealing.payloadBytes()];
        byte[][] second = new byte[5][dealing.payloadBytes()];
        dealer.deal(dealing, secret, first);
        dealer.deal(dealing, secret, second);
        for (int x = 0; x < first.length; x++) {
            assertThat(pieceOf(first[x])).isNotEqualTo(pieceOf(second[x]));
        }
    }

    @Test
    void refusesWhatDoesNotFitTheDealing() {
        Dealing dealing = dealingOf(300);
        int bytes = dealing.payloadBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer.deal(dealing, new byte[299], new byte[5][bytes]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer.deal(dealing, new byte[300], new byte[4][bytes]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer.deal(dealing, new byte[300], new byte[5][bytes + 1]));
        KrawczykDealer supplied = new KrawczykDealer(new SuppliedCoins(new byte[64]), random);
        assertThatIllegalArgumentException()
                .as("a header would not tell the truth about the coins")
                .isThrownBy(() -> supplied.deal(dealing, new byte[300], new byte[5][bytes]));
        Dealing shamir =
                ShamirSharing.withCipherCoins(random)
                        .split(new byte[300], new Threshold(3, 5), OBJECT)
                        .getFirst()
                        .dealing();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer.deal(shamir, new byte[300], new byte[5][300]));
    }

    private Dealing dealingOf(int length) {
        return sharing.split(new byte[length], new Threshold(3, 5), OBJECT).getFirst().dealing();
    }

    private byte[] restored(Dealing dealing, byte[][] lanes, int... points) {
        List<Share> shares =
                IntStream.of(points)
                        .mapToObj(x -> Share.of(new ShareHeader(dealing, x), lanes[x - 1]))
                        .toList();
        CombineOutcome outcome = sharing.combine(shares);
        assertThat(outcome).isInstanceOf(CombineOutcome.Combined.class);
        return ((CombineOutcome.Combined) outcome).secret();
    }

    private static byte[] pieceOf(byte[] lane) {
        return Arrays.copyOfRange(lane, KrawczykDealer.KEY_BYTES, lane.length);
    }
}
