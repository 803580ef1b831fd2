package io.warifu.simulator.optimise;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.finite.SecretLength;

/**
 * The best settings that were found, and what a block gives with them.
 *
 * @param counts expected counts of the block
 * @param bitsPerPulse secret bits for each pulse sent; 0 if no settings give a key
 */
public record Optimum(
        SourceSettings source, BlockCounts counts, SecretLength length, double bitsPerPulse) {}
