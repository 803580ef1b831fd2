/** Somebody on the classical channel, with the bytes on the wire and without any key. */
@NullMarked
package io.warifu.simulator.eavesdrop.classical;

import org.jspecify.annotations.NullMarked;
