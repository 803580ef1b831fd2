package io.warifu.gateway.ledger;

import java.time.Instant;

/** A use of pads, and when the ledger learned of it. */
public record SpentPads(long line, PadUse use, Instant at) {}
