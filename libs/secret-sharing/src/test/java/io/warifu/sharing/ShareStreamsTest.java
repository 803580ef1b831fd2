package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareStreamsTest {

    private static final int[] POINTS = {1, 7, 128, 255, 3};

    @Test
    void restoresLengthsAroundEveryPieceEdge() throws Exception {
        for (int length : new int[] {0, 1, 4_095, 65_535, 65_536, 65_537, 200_000}) {
            byte[] secret = bytes(length, length);
            List<byte[]> shares = split(secret, 3);
            assertThat(shares).allSatisfy(share -> assertThat(share).hasSize(length));
            assertThat(combine(3, shares, 0, 1, 2, 3, 4)).isEqualTo(secret);
            assertThat(combine(3, shares, 4, 2, 3)).isEqualTo(secret);
        }
    }

    @Test
    void namesTheOneShareThatIsWrongAndWritesNothingOfThatPiece() throws Exception {
        List<byte[]> shares = split(bytes(200_000, 1), 3);
        shares.get(3)[150_000] ^= 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatExceptionOfType(ShareMismatchException.class)
                .isThrownBy(() ->
                        ShareStreams.combine(
                                3, POINTS, inputs(shares, 0, 1, 2, 3, 4), out, _ -> {}))
                .satisfies(e -> assertThat(e.suspects()).containsExactly(255));
        assertThat(out.size()).isEqualTo(2 * ShareStreams.PIECE_BYTES);
    }

    @Test
    void saysThatItCannotTellWhenOnlyOneShareIsSpare() throws Exception {
        List<byte[]> shares = split(bytes(2_000, 1), 3);
        shares.get(3)[1_000] ^= 1;
        assertThatExceptionOfType(ShareMismatchException.class)
                .isThrownBy(() -> combine(3, shares, 0, 1, 2, 3))
                .satisfies(e -> assertThat(e.suspects()).isEmpty());
    }

    @Test
    void refusesUnequalLengthsAndThresholdsWithoutSense() throws Exception {
        List<byte[]> shares = split(bytes(70_000, 1), 3);
        shares.set(1, Arrays.copyOf(shares.get(1), 69_999));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> combine(3, shares, 0, 1, 2))
                .withMessage("share 7 has another length than share 1");
        assertThatIllegalArgumentException().isThrownBy(() -> combine(1, shares, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> combine(4, shares, 0, 2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> combine(2, shares, 0, 0));
    }

    /** Far more than the test may hold. */
    @Test
    void holdsNoMoreThanItsBuffersHoweverLongTheStream() throws Exception {
        long length = 300L << 20;
        long[] counted = new long[1];
        InputStream endless = new Zeros(length);
        OutputStream counting =
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        counted[0]++;
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int count) {
                        counted[0] += count;
                    }
                };
        try (Dealer dealer = new Dealer(new AesCtrCoins(new SecureRandom()), 2, 1, 2)) {
            long before = used();
            long done = ShareStreams.split(endless, dealer, List.of(counting, counting), _ -> {});
            assertThat(done).isEqualTo(length);
            assertThat(counted[0]).isEqualTo(2 * length);
            assertThat(used() - before).isLessThan(64L << 20);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int part = (int) Math.min(length, left);
            left -= part;
            return part;
        }
    }

    private static List<byte[]> split(byte[] secret, int k) throws IOException {
        List<ByteArrayOutputStream> outputs = new ArrayList<>();
        for (int i = 0; i < POINTS.length; i++) {
            outputs.add(new ByteArrayOutputStream());
        }
        try (Dealer dealer = new Dealer(new AesCtrCoins(new SecureRandom()), k, POINTS)) {
            assertThat(
                            ShareStreams.split(
                                    new ByteArrayInputStream(secret), dealer, outputs, _ -> {}))
                    .isEqualTo(secret.length);
        }
        return new ArrayList<>(outputs.stream().map(ByteArrayOutputStream::toByteArray).toList());
    }

    private static List<InputStream> inputs(List<byte[]> shares, int... chosen) {
        List<InputStream> inputs = new ArrayList<>();
        Arrays.stream(chosen).forEach(i -> inputs.add(new ByteArrayInputStream(shares.get(i))));
        return inputs;
    }

    private static byte[] combine(int k, List<byte[]> shares, int... chosen) throws IOException {
        int[] points = Arrays.stream(chosen).map(i -> POINTS[i]).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ShareStreams.combine(k, points, inputs(shares, chosen), out, _ -> {});
        return out.toByteArray();
    }
}
