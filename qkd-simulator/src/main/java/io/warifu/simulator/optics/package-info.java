/** The simulated physics: source, fibre, detectors and the clicks they lead to. */
@NullMarked
package io.warifu.simulator.optics;

import org.jspecify.annotations.NullMarked;
