package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.chance.AesCtrRandom;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Drift;
import io.warifu.simulator.optics.Emission;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.Receiver;
import io.warifu.simulator.optics.Transmitter;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The link itself: emit, carry, detect, with all chance from AES as in a session. GYS at 50 km with
 * a clock of 1 GHz and detectors that remember: dead time and afterpulses.
 */
final class ClickStage implements Stage {

    static final String NAME = "clicks";

    private static final double MISALIGNMENT = 0.033;
    private static final double DARK = 1.7e-6;
    private static final double SIGNAL = 0.48;
    private static final double DECOY = 0.05;
    private static final double SIGNAL_SHARE = 0.9;
    private static final int DEAD_PULSES = 50;
    private static final double AFTERPULSE = 0.01;
    private static final double DECAY_NS = 100;

    static final LinkOptics LINK =
            new LinkOptics(
                    new SourceSettings(
                            List.of(
                                    new Intensity(SIGNAL, SIGNAL_SHARE),
                                    new Intensity(DECOY, 1 - SIGNAL_SHARE)),
                            0.5),
                    1e9,
                    new Fibre(10.5),
                    new Detector(0.045, DARK, MISALIGNMENT, DEAD_PULSES, AFTERPULSE, DECAY_NS),
                    Drift.none());

    /** As a session sends them. */
    private static final int CLICKS_PER_TRAIN = 1 << 18;

    private static final int TRAINS = 4;

    private final Transmitter transmitter = new Transmitter(LINK, entropy());
    private final HonestFibre fibre = new HonestFibre(LINK, new SplittableRandom(2));
    private final Receiver receiver = new Receiver(LINK, entropy());
    private final long pulses = LINK.pulsesFor(CLICKS_PER_TRAIN);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "emit, carry, detect: GYS 50 km, two intensities, dead time, afterpulses";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        double expected = pulses * LINK.clickProbability() * TRAINS;
        Subject subject =
                new Subject(
                        NAME,
                        "clicks with detector memory, GYS 50 km",
                        "Mclick/s",
                        expected / 1e6,
                        new Goal(10, 50));
        meter.measure(subject, this::sendTrains);
    }

    private long sendTrains() {
        long clicks = 0;
        for (int train = 0; train < TRAINS; train++) {
            Emission emission = transmitter.emit(new UUID(0, train), pulses);
            clicks += receiver.detect(fibre.carry(emission.light())).clicks();
        }
        return clicks;
    }

    private static AesCtrRandom entropy() {
        return new AesCtrRandom(new SecureRandom());
    }

    /** The same link as a textbook would write it down, with quick chance. */
    static final class PulseByPulse {

        private final SplittableRandom chance;
        private final double signalClicks;
        private final double decoyClicks;
        private long pulse;
        private long deadThrough = -1;
        private long afterpulse = -1;

        PulseByPulse(SplittableRandom chance) {
            this.chance = chance;
            this.signalClicks = -Math.expm1(-LINK.transmittance() * SIGNAL);
            this.decoyClicks = -Math.expm1(-LINK.transmittance() * DECOY);
        }

        /** Sends pulses and counts clicks. */
        long run(int pulses) {
            long clicks = 0;
            for (int i = 0; i < pulses; i++, pulse++) {
                long coins = chance.nextLong();
                boolean signal = (coins >>> 11) * 0x1p-53 < SIGNAL_SHARE;
                double light = signal ? signalClicks : decoyClicks;
                boolean seen = chance.nextDouble() < light || chance.nextDouble() < DARK;
                if (!(seen || pulse == afterpulse) || pulse <= deadThrough) {
                    continue;
                }
                boolean agrees = (coins & 1) == (coins >>> 1 & 1);
                boolean wrong = agrees && chance.nextDouble() < MISALIGNMENT;
                clicks += wrong && !signal && coins == 0 ? 0 : 1;
                deadThrough = pulse + DEAD_PULSES;
                if (chance.nextDouble() < AFTERPULSE) {
                    afterpulse =
                            deadThrough
                                    + 1
                                    + (long) (-DECAY_NS * Math.log(1 - chance.nextDouble()));
                }
            }
            return clicks;
        }
    }
}
