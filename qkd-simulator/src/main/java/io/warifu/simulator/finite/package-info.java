/** How many secret bits a finite block of counts allows, by three published proofs; pure. */
@NullMarked
package io.warifu.simulator.finite;

import org.jspecify.annotations.NullMarked;
