/** Finds the intensities, probabilities and basis bias that give the most key; pure. */
@NullMarked
package io.warifu.simulator.optimise;

import org.jspecify.annotations.NullMarked;
