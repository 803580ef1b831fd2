/**
 * The proof that travels with a key block: a ledger of all that its secrecy was computed from,
 * signed by the site that counted it.
 */
@NullMarked
package io.warifu.simulator.proof;

import org.jspecify.annotations.NullMarked;
