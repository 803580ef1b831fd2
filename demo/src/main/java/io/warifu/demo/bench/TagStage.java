package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.universal.Mersenne127;
import io.warifu.simulator.universal.Polynomial127;

/** The hash under verification and under every authenticated message. */
final class TagStage implements Stage {

    private static final String NAME = "tags";
    private static final int MESSAGE_BYTES = 1 << 20;
    private static final int SHORT_MESSAGE_BYTES = 1 << 8;
    private static final int SHORT_MESSAGES = 1 << 10;
    private static final int KEY_BITS = 1 << 20;
    private static final int KEYS = 8;

    private final Material material = new Material();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Wegman-Carter tag of messages, and verification of a block; one end's work";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        Mersenne127 point = Mersenne127.of(material.chance().nextLong(), 5);
        byte[] message = material.bytes(MESSAGE_BYTES);
        meter.measure(
                new Subject(
                        NAME,
                        "Wegman-Carter tag, message of 1 MiB",
                        "Mbit/s",
                        8.0 * MESSAGE_BYTES / 1e6,
                        null),
                () -> tag(point, message, MESSAGE_BYTES));
        meter.measure(
                new Subject(
                        NAME,
                        "Wegman-Carter tag, messages of 256 bytes",
                        "Mbit/s",
                        8.0 * SHORT_MESSAGES * SHORT_MESSAGE_BYTES / 1e6,
                        null),
                () -> {
                    long sum = 0;
                    for (int i = 0; i < SHORT_MESSAGES; i++) {
                        sum += tag(point, message, SHORT_MESSAGE_BYTES);
                    }
                    return sum;
                });
        BitString key = material.bits(KEY_BITS);
        meter.measure(
                new Subject(
                        NAME, "verification, block 2^20", "Mbit/s", KEYS * KEY_BITS / 1e6, null),
                () -> {
                    long sum = 0;
                    for (int i = 0; i < KEYS; i++) {
                        sum += SecretStage.verificationValue(key, point).low();
                    }
                    return sum;
                });
    }

    private static long tag(Mersenne127 point, byte[] message, int bytes) {
        Polynomial127 polynomial = new Polynomial127(point);
        polynomial.part(message, 0, bytes);
        return polynomial.value().low();
    }
}
