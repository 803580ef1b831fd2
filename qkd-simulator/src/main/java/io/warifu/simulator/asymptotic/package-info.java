/** Expected rates and bounds of decoy-state BB84 without statistical fluctuation; pure. */
@NullMarked
package io.warifu.simulator.asymptotic;

import org.jspecify.annotations.NullMarked;
