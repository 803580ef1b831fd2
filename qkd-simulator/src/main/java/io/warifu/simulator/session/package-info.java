/**
 * The story of one key block, told by each end: functions called in order, no clock, no I/O of its
 * own.
 */
@NullMarked
package io.warifu.simulator.session;

import org.jspecify.annotations.NullMarked;
