/** The words of decoy-state BB84 that all parts share: intensities, tallies, epsilons. */
@NullMarked
package io.warifu.simulator.decoy;

import org.jspecify.annotations.NullMarked;
