package io.warifu.simulator.auth;

/** The account of both lanes. */
public record PoolLedger(LaneLedger aliceToBob, LaneLedger bobToAlice) {

    public LaneLedger of(Lane lane) {
        return switch (lane) {
            case ALICE_TO_BOB -> aliceToBob;
            case BOB_TO_ALICE -> bobToAlice;
        };
    }

    public boolean isBalanced() {
        return aliceToBob.isBalanced() && bobToAlice.isBalanced();
    }
}
