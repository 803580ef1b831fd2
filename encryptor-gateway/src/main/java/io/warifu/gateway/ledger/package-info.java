/** Which QKD key protected what: the record that the gateway keeps of its epochs. */
@NullMarked
package io.warifu.gateway.ledger;

import org.jspecify.annotations.NullMarked;
