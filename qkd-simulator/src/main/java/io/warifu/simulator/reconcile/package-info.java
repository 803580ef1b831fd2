/**
 * Error correction by Cascade: many frames of one key in lock-step, every disclosed bit counted.
 */
@NullMarked
package io.warifu.simulator.reconcile;

import org.jspecify.annotations.NullMarked;
