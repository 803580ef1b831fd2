package io.warifu.gateway.ledger;

/** Which QKD keys were one-time pads. Durable when a method returns; it throws if it cannot be. */
public interface PadLedger {

    /** Called before the first byte is hidden or shown by the pads. */
    void padsSpent(PadUse use);

    /** Fetched for a field, and wiped without hiding or showing anything. */
    void padsBurnt(BurntPads pads);
}
