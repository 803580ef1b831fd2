package io.warifu.gateway.epoch;

import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;

/** An epoch of which this end holds no key any more. */
public record ErasedEpoch(EpochName name, EpochTotals totals) implements EpochLife {}
