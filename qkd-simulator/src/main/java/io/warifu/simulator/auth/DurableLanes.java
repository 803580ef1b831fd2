package io.warifu.simulator.auth;

import io.warifu.simulator.auth.PoolState.Pending;
import java.io.IOException;
import java.util.List;

/**
 * Both lanes of a pool, in memory and on disk. A state that is written calls bits used; only then
 * are they overwritten in the files, so that a kill in between loses bits and never gives one
 * twice. Used by one thread at a time.
 */
final class DurableLanes implements AutoCloseable {

    private final PoolStore store;
    private final PoolState opened;
    private final LaneCursor aliceToBob;
    private final LaneCursor bobToAlice;

    /** Takes the lanes up as {@code state} left them, after a kill or a good end. */
    DurableLanes(PoolStore store, PoolState state) throws IOException {
        this.store = store;
        this.opened = state;
        this.aliceToBob = takeUp(Lane.ALICE_TO_BOB);
        this.bobToAlice = takeUp(Lane.BOB_TO_ALICE);
    }

    LaneCursor cursor(Lane lane) {
        return switch (lane) {
            case ALICE_TO_BOB -> aliceToBob;
            case BOB_TO_ALICE -> bobToAlice;
        };
    }

    PoolLedger ledger() {
        return new PoolLedger(aliceToBob.state().ledger(), bobToAlice.state().ledger());
    }

    /** Bits at the end of a lane; they count only with the next state that is written. */
    void append(Lane lane, byte[] bits) throws IOException {
        LaneCursor cursor = cursor(lane);
        zeroUsed(lane);
        long from = cursor.state().end();
        cursor.append(bits);
        store.writePiece(lane, cursor.bits(), from, bits.length);
    }

    /** Writes the state of both lanes, then overwrites what it calls used. */
    void write(long lastDeposit, List<Pending> pending) throws IOException {
        store.writeState(
                new PoolState(
                        opened.link(),
                        opened.end(),
                        opened.capacityBits(),
                        false,
                        opened.fingerprint(),
                        lastDeposit,
                        aliceToBob.state(),
                        bobToAlice.state(),
                        pending));
        zeroUsed(Lane.ALICE_TO_BOB);
        zeroUsed(Lane.BOB_TO_ALICE);
    }

    /** Wipes the memory and lets the files go. */
    @Override
    public void close() throws IOException {
        aliceToBob.bits().wipeAll();
        bobToAlice.bits().wipeAll();
        store.close();
    }

    private LaneCursor takeUp(Lane lane) throws IOException {
        LaneState from = opened.lane(lane).afterRestart();
        LaneBits bits = store.readLane(lane, opened.capacityBits());
        // Also what a crash left behind: used bits not yet overwritten, half a deposit.
        long unusedEnd = from.reserved() + opened.capacityBits();
        bits.wipe(from.end(), unusedEnd);
        store.zero(lane, bits, from.end(), unusedEnd);
        return new LaneCursor(bits, from);
    }

    private void zeroUsed(Lane lane) throws IOException {
        LaneCursor cursor = cursor(lane);
        store.zero(lane, cursor.bits(), cursor.zeroedOnDisk(), cursor.state().position());
        cursor.zeroedOnDisk(cursor.state().position());
    }
}
