/** Authentication of the classical channel: Wegman-Carter tags, and the pool of bits that pays. */
@NullMarked
package io.warifu.simulator.auth;

import org.jspecify.annotations.NullMarked;
