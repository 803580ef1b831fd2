package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bits.BitString;
import java.security.GeneralSecurityException;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What everybody knows the speed of, and what the stages would be without their methods: a cipher,
 * a copy, a link sampled pulse by pulse, a Toeplitz hash by adding words.
 */
final class YardstickStage implements Stage {

    static final String NAME = "yardsticks";

    private static final int COPIED_BYTES = 1 << 24;

    /** The JVM takes the processor's AES instructions after so many calls, not bytes. */
    private static final int PIECE_BYTES = 1 << 12;

    private static final int NAIVE_KEY_BITS = 1 << 17;
    private static final int PULSES = 1 << 22;

    private final Material material = new Material();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "AES, memory copy, pulse by pulse, word by word; to compare with";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        cipher(meter);
        copy(meter);
        pulses(meter);
        words(meter);
    }

    private static void cipher(Meter meter) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new byte[16], "AES"),
                new IvParameterSpec(new byte[16]));
        byte[] piece = new byte[PIECE_BYTES];
        byte[] out = new byte[PIECE_BYTES];
        meter.measure(
                new Subject(NAME, "AES-128-CTR", "Mbit/s", 8 * COPIED_BYTES / 1e6, null),
                () -> encrypt(cipher, piece, out));
    }

    private static long encrypt(Cipher cipher, byte[] piece, byte[] out)
            throws GeneralSecurityException {
        long sum = 0;
        for (int done = 0; done < COPIED_BYTES; done += PIECE_BYTES) {
            sum += cipher.update(piece, 0, PIECE_BYTES, out, 0) + out[0];
        }
        return sum;
    }

    private static void copy(Meter meter) throws Exception {
        byte[] from = new byte[COPIED_BYTES];
        byte[] to = new byte[COPIED_BYTES];
        meter.measure(
                new Subject(NAME, "memory copy", "Mbit/s", 8 * COPIED_BYTES / 1e6, null),
                () -> {
                    System.arraycopy(from, 0, to, 0, from.length);
                    return (long) to[1];
                });
    }

    private void pulses(Meter meter) throws Exception {
        ClickStage.PulseByPulse sampler = new ClickStage.PulseByPulse(new SplittableRandom(1));
        long clicks = 0;
        for (int i = 0; i < 16; i++) {
            clicks += sampler.run(PULSES);
        }
        meter.measure(
                new Subject(
                        NAME,
                        "the same link, pulse by pulse",
                        "Mclick/s",
                        clicks / 16.0 / 1e6,
                        null),
                () -> sampler.run(PULSES));
    }

    private void words(Meter meter) throws Exception {
        BitString key = material.bits(NAIVE_KEY_BITS);
        BitString seed = material.bits(ToeplitzHash.seedBits(NAIVE_KEY_BITS, NAIVE_KEY_BITS / 2));
        meter.measure(
                new Subject(
                        NAME, "Toeplitz 2^17, word by word", "Mbit/s", NAIVE_KEY_BITS / 1e6, null),
                () -> (long) ToeplitzHash.byWords(key, NAIVE_KEY_BITS / 2, seed).countOnes());
    }
}
