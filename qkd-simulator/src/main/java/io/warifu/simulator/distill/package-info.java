/** From sifted bits to a secret key: error correction, verification, privacy amplification. */
@NullMarked
package io.warifu.simulator.distill;

import org.jspecify.annotations.NullMarked;
