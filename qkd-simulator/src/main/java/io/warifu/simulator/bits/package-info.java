/** Packed bit strings, the material that all steps of post-processing work on. */
@NullMarked
package io.warifu.simulator.bits;

import org.jspecify.annotations.NullMarked;
