/**
 * Judges ledgers of key blocks without trusting who wrote them: a parser, length formulas and
 * balances of its own, which share no code with the session, on purpose.
 */
@NullMarked
package io.warifu.simulator.verify;

import org.jspecify.annotations.NullMarked;
