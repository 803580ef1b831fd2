package io.warifu.simulator.feed;

/** What the key manager says about one link: the next block number, how full it is, its alarm. */
record LinkStock(long nextSequence, long stockBits, long capacityBits, boolean alarm) {}
