package io.warifu.kernel.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackCodecTest {

    private static final Pack PACK =
            new Pack(
                    "0009000017",
                    List.of(
                            new Pack.Entry(new StoredPath("000/900/a"), 0, new byte[] {1, 2, 3}),
                            new Pack.Entry(new StoredPath("000/900/empty"), 0, new byte[0]),
                            new Pack.Entry(new StoredPath("big"), 1 << 20, new byte[5000])));

    @Test
    void comesBackByteForByte() throws Exception {
        Pack back = PackCodec.decode(PackCodec.encode(PACK));
        assertThat(back).usingRecursiveComparison().isEqualTo(PACK);
    }

    @Test
    void hidesItsLengthInASizeClass() {
        assertThat(PackCodec.encode(PACK).length).isEqualTo(256);
        assertThat(ParcelCodec.sizeClass(4096)).isEqualTo(4096);
        assertThat(ParcelCodec.sizeClass(4097)).isEqualTo(8192);
        assertThat(ParcelCodec.sizeClass(257)).isEqualTo(512);
    }

    @Test
    void refusesEveryFlippedBitOutsideThePadding() {
        byte[] random = new byte[600];
        new SplittableRandom(1).nextBytes(random);
        byte[] parcel =
                PackCodec.encode(
                        new Pack("1", List.of(new Pack.Entry(new StoredPath("p"), 0, random))));
        int used = ParcelCodec.HEADER_BYTES + 4 + 1 + 3 + 4 + 3 + 8 + 4 + random.length;
        for (int bit = 0; bit < used * 8; bit++) {
            byte[] damaged = parcel.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> PackCodec.decode(damaged))
                    .as("bit %d", bit)
                    .isInstanceOf(MalformedParcelException.class);
        }
    }

    @Test
    void refusesAParcelOfAnotherKindOrACutOne() {
        byte[] catalogue =
                ParcelCodec.wrap(
                        "CATL and so on".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> PackCodec.decode(catalogue))
                .isInstanceOf(MalformedParcelException.class);
        assertThatThrownBy(() -> PackCodec.decode(new byte[10]))
                .isInstanceOf(MalformedParcelException.class);
    }
}
