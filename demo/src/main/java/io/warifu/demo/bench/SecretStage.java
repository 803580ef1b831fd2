package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.chance.AesCtrRandom;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeTrial;
import io.warifu.simulator.universal.Mersenne127;
import io.warifu.simulator.universal.Polynomial127;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/**
 * All that happens between sifting and the secret key of a block, at both ends one after the other:
 * Cascade, verification, drawing a fresh seed, amplification. Without journal and network.
 */
final class SecretStage implements Stage {

    private static final String NAME = "secret";
    private static final int KEY_BITS = 1 << 20;
    private static final int SECRET_BITS = 400_000;
    private static final double RATE = 0.03;

    private final Material material = new Material();
    private final AesCtrRandom entropy = new AesCtrRandom(new SecureRandom());
    private int failed;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "sifted bits to secret bits, both ends' work, 3 % errors, block 2^20";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        CascadePlan plan = CascadePlan.of(KEY_BITS, RATE);
        meter.measure(
                new Subject(
                        NAME,
                        "sifted to secret, both ends, 3 %",
                        "Mbit/s",
                        KEY_BITS / 1e6,
                        new Goal(5, 12)),
                2,
                () -> new CascadeTrial(plan, RATE, material.chance()),
                this::distil,
                () -> Map.of("verificationsFailed", (double) failed));
    }

    private long distil(CascadeTrial trial) throws Exception {
        long leaked = trial.run().leakedBits();
        Mersenne127 point = Mersenne127.of(entropy.nextLong(), entropy.nextLong());
        Mersenne127 hers = verificationValue(trial.reference(), point);
        if (!hers.sameAs(verificationValue(trial.corrected(), point))) {
            failed++;
            return leaked;
        }
        byte[] drawn = new byte[BitString.bytesFor(ToeplitzHash.seedBits(KEY_BITS, SECRET_BITS))];
        entropy.nextBytes(drawn);
        BitString seed = BitString.ofBytes(ToeplitzHash.seedBits(KEY_BITS, SECRET_BITS), drawn);
        BitString alice = ToeplitzHash.of(trial.reference(), SECRET_BITS, seed);
        BitString bob = ToeplitzHash.of(trial.corrected(), SECRET_BITS, seed);
        if (!alice.sameBits(bob)) {
            throw new IllegalStateException("equal keys, different secrets");
        }
        return leaked;
    }

    /** As a session computes it. */
    static Mersenne127 verificationValue(BitString key, Mersenne127 point) {
        long[] words = key.toWords();
        Polynomial127 polynomial = new Polynomial127(point);
        polynomial.part(words, key.length());
        Arrays.fill(words, 0);
        return polynomial.value();
    }
}
