/** Randomness for key bits: a stream cipher under a key from the operating system. */
@NullMarked
package io.warifu.simulator.chance;

import org.jspecify.annotations.NullMarked;
