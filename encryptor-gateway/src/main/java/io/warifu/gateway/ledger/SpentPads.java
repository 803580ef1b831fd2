package io.warifu.gateway.ledger;

import java.time.Instant;

/** A use of pads, and when the ledger learned of it. */
public record SpentPads(PadUse use, Instant at) {}
