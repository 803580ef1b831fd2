package io.warifu.simulator.channel;

import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonTrain;
import io.warifu.simulator.optics.Qubit;
import java.util.UUID;

/**
 * A photon train as bytes.
 *
 * <pre>
 * 16  round id
 * v   pulses in the train
 * v   photons that arrive
 * v   per photon: (pulses skipped since the last photon) * 4 + state 0..3
 * </pre>
 *
 * v is a count in groups of seven bits. A photon costs one to three bytes.
 */
public final class TrainCodec {

    private TrainCodec() {}

    public static byte[] encode(PhotonTrain train) {
        PayloadWriter out = new PayloadWriter(40 + 3 * train.photons());
        out.putUuid(train.round()).putCount(train.pulses()).putCount(train.photons());
        long last = -1;
        for (int i = 0; i < train.photons(); i++) {
            long pulse = train.pulseOf(i);
            out.putCount((pulse - last - 1) * 4 + train.qubitOf(i).code());
            last = pulse;
        }
        return out.toBytes();
    }

    public static PhotonTrain decode(byte[] bytes) throws ChannelException {
        PayloadReader in = new PayloadReader(bytes);
        UUID round = in.getUuid();
        long pulses = in.getCount(LinkOptics.MAX_PULSES_PER_TRAIN);
        int photons = in.getInt(LinkOptics.MAX_CLICKS_PER_TRAIN);
        // One byte a photon at least: a wrong count must not make us reserve memory.
        PhotonTrain.Builder train =
                new PhotonTrain.Builder(round, pulses, Math.min(photons, bytes.length));
        long pulse = -1;
        for (int i = 0; i < photons; i++) {
            long packed = in.getCount(LinkOptics.MAX_PULSES_PER_TRAIN * 4);
            pulse += 1 + (packed >>> 2);
            if (pulse >= pulses) {
                throw new ChannelException("a photon lies past the end of its train");
            }
            train.add(pulse, Qubit.ofCode((int) packed & 3));
        }
        in.end();
        return train.build();
    }
}
