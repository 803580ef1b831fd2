/**
 * How many keys wait at the key manager for each peer, how fast they come, and how fast they go.
 */
@NullMarked
package io.warifu.gateway.stock;

import org.jspecify.annotations.NullMarked;
