/**
 * Which QKD key protected what: the record that the gateway keeps of its epochs and pads, and the
 * comparison of the records of two sites.
 */
@NullMarked
package io.warifu.gateway.ledger;

import org.jspecify.annotations.NullMarked;
