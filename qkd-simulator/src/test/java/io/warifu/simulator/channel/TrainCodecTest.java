package io.warifu.simulator.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonTrain;
import io.warifu.simulator.optics.Qubit;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TrainCodecTest {

    private static final UUID ROUND = new UUID(3, 4);

    @Test
    void refusesPhotonsPastTheEndAndCountsThatLie() {
        byte[] past =
                new PayloadWriter()
                        .putUuid(ROUND)
                        .putCount(10)
                        .putCount(1)
                        .putCount(10 * 4)
                        .toBytes();
        assertThatThrownBy(() -> TrainCodec.decode(past)).isInstanceOf(ChannelException.class);
        byte[] lying =
                new PayloadWriter()
                        .putUuid(ROUND)
                        .putCount(1 << 30)
                        .putCount(LinkOptics.MAX_CLICKS_PER_TRAIN)
                        .toBytes();
        assertThatThrownBy(() -> TrainCodec.decode(lying)).isInstanceOf(ChannelException.class);
        byte[] tooMany =
                new PayloadWriter().putUuid(ROUND).putCount(1 << 30).putCount(1 << 24).toBytes();
        assertThatThrownBy(() -> TrainCodec.decode(tooMany)).isInstanceOf(ChannelException.class);
    }

    @Test
    void refusesEveryTruncationOfATrain() {
        byte[] bytes = TrainCodec.encode(train(50));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TrainCodec.decode(cut)).isInstanceOf(ChannelException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> TrainCodec.decode(longer)).isInstanceOf(ChannelException.class);
    }

    @Test
    void survivesArbitraryBytes() {
        SplittableRandom chance = new SplittableRandom(9);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] bytes = new byte[chance.nextInt(60)];
            chance.nextBytes(bytes);
            try {
                TrainCodec.decode(bytes);
            } catch (ChannelException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void bringsBackWhatWasSent() throws ChannelException {
        PhotonTrain sent = train(500);
        PhotonTrain received = TrainCodec.decode(TrainCodec.encode(sent));
        assertThat(received.round()).isEqualTo(ROUND);
        assertThat(received.pulses()).isEqualTo(sent.pulses());
        assertThat(received.photons()).isEqualTo(500);
        for (int i = 0; i < 500; i++) {
            assertThat(received.pulseOf(i)).isEqualTo(sent.pulseOf(i));
            assertThat(received.qubitOf(i)).isEqualTo(sent.qubitOf(i));
        }
    }

    private static PhotonTrain train(int photons) {
        SplittableRandom chance = new SplittableRandom(6);
        PhotonTrain.Builder train = new PhotonTrain.Builder(ROUND, 1 << 20, photons);
        long pulse = -1;
        for (int i = 0; i < photons; i++) {
            pulse += 1 + chance.nextInt(900);
            train.add(pulse, Qubit.ofCode(chance.nextInt(4)));
        }
        return train.build();
    }
}
