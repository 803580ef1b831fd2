package io.warifu.simulator.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.ArrivingTrain.Light;
import io.warifu.simulator.optics.LinkOptics;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TrainCodecTest {

    private static final UUID TRAIN = new UUID(3, 4);

    @Test
    void refusesLightPastTheEndAndCountsThatLie() {
        refused(head(10, 0, 1).putCount(10 * 4));
        refused(head(10, 0, 2).putCount(9 * 4).putCount(0));
        refused(head(1 << 30, 0, LinkOptics.MAX_CLICKS_PER_TRAIN));
        refused(head(1 << 30, 0, LinkOptics.MAX_CLICKS_PER_TRAIN + 1));
        refused(head(LinkOptics.MAX_PULSES_PER_TRAIN + 1, 0, 0));
        refused(head(10, 2, 0));
    }

    @Test
    void refusesEveryTruncationOfATrain() {
        byte[] bytes = TrainCodec.encode(train(50, Light.FAINT));
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
        for (Light light : Light.values()) {
            ArrivingTrain sent = train(500, light);
            ArrivingTrain received = TrainCodec.decode(TrainCodec.encode(sent));
            assertThat(received.train()).isEqualTo(TRAIN);
            assertThat(received.pulses()).isEqualTo(sent.pulses());
            assertThat(received.light()).isEqualTo(light);
            assertThat(received.events()).isEqualTo(500);
            for (int i = 0; i < 500; i++) {
                assertThat(received.pulseOf(i)).isEqualTo(sent.pulseOf(i));
                assertThat(received.qubitCodeOf(i)).isEqualTo(sent.qubitCodeOf(i));
            }
        }
    }

    @Test
    void carriesAsMuchLightAsATrainMayHold() throws ChannelException {
        ArrivingTrain sent = train(LinkOptics.MAX_CLICKS_PER_TRAIN, Light.FAINT);
        byte[] bytes = TrainCodec.encode(sent);
        assertThat(bytes.length).isLessThan(16 << 20);
        assertThat(TrainCodec.decode(bytes).events()).isEqualTo(LinkOptics.MAX_CLICKS_PER_TRAIN);
    }

    private static PayloadWriter head(long pulses, int light, int events) {
        return new PayloadWriter().putUuid(TRAIN).putCount(pulses).putByte(light).putCount(events);
    }

    private static void refused(PayloadWriter bytes) {
        assertThatThrownBy(() -> TrainCodec.decode(bytes.toBytes()))
                .isInstanceOf(ChannelException.class);
    }

    private static ArrivingTrain train(int events, Light light) {
        SplittableRandom chance = new SplittableRandom(6);
        ArrivingTrain.Builder train = new ArrivingTrain.Builder(TRAIN, 1L << 40, light, events);
        long pulse = -1;
        for (int i = 0; i < events; i++) {
            pulse += 1 + chance.nextInt(900);
            train.add(pulse, chance.nextInt(4));
        }
        return train.build();
    }
}
