package io.warifu.gateway.ledger;

/** Which QKD keys were one-time pads. */
public interface PadLedger {

    /** Durable when it returns, and called before the first byte is hidden or shown by the pads. */
    void padsSpent(PadUse use);
}
