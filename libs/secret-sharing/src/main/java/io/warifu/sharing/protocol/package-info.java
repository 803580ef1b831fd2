/**
 * Arithmetic of what share servers do among themselves without seeing a secret: refresh, repair and
 * enrolment, redistribution, scrub, and the check of dealers. Pure functions on messages; who sends
 * them, in which order, and over which authenticated and secret channels is the caller's.
 */
@NullMarked
package io.warifu.sharing.protocol;

import org.jspecify.annotations.NullMarked;
