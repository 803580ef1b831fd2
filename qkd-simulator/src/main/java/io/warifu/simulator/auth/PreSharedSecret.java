package io.warifu.simulator.auth;

import io.warifu.kernel.pack.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The secret that both ends of a link were given, on its way into a new pool: the first half for
 * the lane from Alice to Bob, the second for the other, each in whole words of 64 bits.
 */
final class PreSharedSecret {

    /** One greeting for each lane. */
    private static final int MIN_BYTES = 48;

    private PreSharedSecret() {}

    private static final double MIN_SHARE_OF_ONES = 0.25;

    /** The state of a pool that does not hold its bits yet. */
    static PoolState firstState(PoolSettings settings) {
        try {
            byte[] secret = read(settings.preSharedSecret());
            try {
                return firstState(settings, secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        } catch (IOException e) {
            throw new PoolRefusedException(
                    "cannot read the pre-shared secret " + settings.preSharedSecret(), e);
        }
    }

    private static PoolState firstState(PoolSettings settings, byte[] secret) {
        requireRandom(settings, secret);
        LaneState lane = LaneState.beginningWith(laneBytes(secret) * 8L);
        if (lane.end() > settings.capacityBits()) {
            throw new PoolRefusedException("the pool is too small for the pre-shared secret");
        }
        return new PoolState(
                settings.link().toString(),
                settings.end(),
                settings.capacityBits(),
                true,
                Sha256.of(secret).hex(),
                -1,
                lane,
                lane,
                List.of());
    }

    /**
     * Refuses a file that was never filled with random bits: zeros, say, would make every tag
     * worthless. Of random bits fewer come this far from half with a chance below 1e-20 even in the
     * shortest secret.
     */
    private static void requireRandom(PoolSettings settings, byte[] secret) {
        long ones = 0;
        for (byte each : secret) {
            ones += Integer.bitCount(each & 0xFF);
        }
        double share = ones / (8.0 * secret.length);
        if (share < MIN_SHARE_OF_ONES || share > 1 - MIN_SHARE_OF_ONES) {
            throw new PoolRefusedException(
                    settings.preSharedSecret()
                            + " does not hold random bits; fill it from a random generator");
        }
    }

    /** The state goes first: a crash in the middle is seen, and the copying done again. */
    static PoolState copyInto(PoolStore store, PoolSettings settings, PoolState state)
            throws IOException {
        byte[] secret = read(settings.preSharedSecret());
        try {
            if (!Sha256.of(secret).hex().equals(state.fingerprint())) {
                throw new PoolRefusedException("the pre-shared secret changed while it was copied");
            }
            store.writeState(state);
            int bytes = laneBytes(secret);
            copyLane(store, Lane.ALICE_TO_BOB, state, secret, 0, bytes);
            copyLane(store, Lane.BOB_TO_ALICE, state, secret, bytes, bytes);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        return new PoolState(
                state.link(),
                state.end(),
                state.capacityBits(),
                false,
                state.fingerprint(),
                state.lastDeposit(),
                state.aliceToBob(),
                state.bobToAlice(),
                state.pending());
    }

    private static void copyLane(
            PoolStore store, Lane lane, PoolState state, byte[] secret, int from, int bytes)
            throws IOException {
        LaneBits bits = new LaneBits(new byte[state.capacityBits() / 8]);
        byte[] half = Arrays.copyOfRange(secret, from, from + bytes);
        try {
            bits.put(0, half);
            store.createLane(lane, bits);
        } finally {
            bits.wipeAll();
            Arrays.fill(half, (byte) 0);
        }
    }

    private static byte[] read(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes < MIN_BYTES || bytes > Integer.MAX_VALUE / 8) {
            throw new PoolRefusedException(
                    "a pre-shared secret has " + MIN_BYTES + " bytes or more");
        }
        return Files.readAllBytes(file);
    }

    private static int laneBytes(byte[] secret) {
        return secret.length / 2 / Long.BYTES * Long.BYTES;
    }
}
