package io.warifu.simulator.channel;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.LinkOptics;
import java.util.UUID;

/**
 * Arriving light as bytes.
 *
 * <pre>
 * 16  train id
 * v   pulses in the train
 * 1   light: 0 faint, 1 bright
 * v   pulses that bring light
 * v   for each: (pulses skipped since the last) * 4 + state 0..3
 * </pre>
 *
 * v is a count in groups of seven bits. A pulse costs one to three bytes on most links.
 */
public final class TrainCodec {

    private static final int HEAD_BYTES = 40;

    private TrainCodec() {}

    public static byte[] encode(ArrivingTrain train) {
        PayloadWriter out = new PayloadWriter(HEAD_BYTES + 3 * train.events());
        out.putUuid(train.train())
                .putCount(train.pulses())
                .putByte(code(train.light()))
                .putCount(train.events());
        long last = -1;
        for (int i = 0; i < train.events(); i++) {
            long pulse = train.pulseOf(i);
            out.putCount((pulse - last - 1) * 4 + train.qubitCodeOf(i));
            last = pulse;
        }
        return out.toBytes();
    }

    public static ArrivingTrain decode(byte[] bytes) throws ChannelException {
        PayloadReader in = new PayloadReader(bytes);
        UUID id = in.getUuid();
        long pulses = in.getCount(LinkOptics.MAX_PULSES_PER_TRAIN);
        ArrivingTrain.Light light = light(in.getByte());
        int events = in.getInt(LinkOptics.MAX_CLICKS_PER_TRAIN);
        if (events > bytes.length) {
            // One byte for each at least: a wrong count must not make us reserve memory.
            throw new ChannelException("a train is shorter than it claims");
        }
        ArrivingTrain.Builder train = new ArrivingTrain.Builder(id, pulses, light, events);
        long pulse = -1;
        for (int i = 0; i < events; i++) {
            long packed = in.getCount(LinkOptics.MAX_PULSES_PER_TRAIN * 4);
            pulse += 1 + (packed >>> 2);
            if (pulse >= pulses) {
                throw new ChannelException("light lies past the end of its train");
            }
            train.add(pulse, (int) packed & 3);
        }
        in.end();
        return train.build();
    }

    private static int code(ArrivingTrain.Light light) {
        return switch (light) {
            case FAINT -> 0;
            case BRIGHT -> 1;
        };
    }

    private static ArrivingTrain.Light light(int code) throws ChannelException {
        return switch (code) {
            case 0 -> ArrivingTrain.Light.FAINT;
            case 1 -> ArrivingTrain.Light.BRIGHT;
            default -> throw new ChannelException("no such kind of light: " + code);
        };
    }
}
