/** Attackers on the fibre, switched on only where the configuration allows attacks. */
@NullMarked
package io.warifu.simulator.eavesdrop;

import org.jspecify.annotations.NullMarked;
