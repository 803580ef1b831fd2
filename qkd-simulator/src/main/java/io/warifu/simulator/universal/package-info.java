/**
 * Universal hash families over the prime field of 2^127 - 1: what verification and authentication
 * tags are made of.
 */
@NullMarked
package io.warifu.simulator.universal;

import org.jspecify.annotations.NullMarked;
