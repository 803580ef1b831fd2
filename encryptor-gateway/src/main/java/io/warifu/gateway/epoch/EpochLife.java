package io.warifu.gateway.epoch;

/**
 * The stations of an epoch. Each is a type of its own that can do only what is right at its
 * station: offered and answered ones give no key to anybody, confirmed ones let an end receive,
 * only one in use lets it send, and an erased one is a name with totals.
 */
public sealed interface EpochLife permits OfferedEpoch, AnsweredEpoch, LiveEpoch, ErasedEpoch {}
