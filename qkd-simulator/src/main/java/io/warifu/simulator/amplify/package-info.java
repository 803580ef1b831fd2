/**
 * Privacy amplification: hashing a corrected key down to what an eavesdropper knows nothing about.
 */
@NullMarked
package io.warifu.simulator.amplify;

import org.jspecify.annotations.NullMarked;
