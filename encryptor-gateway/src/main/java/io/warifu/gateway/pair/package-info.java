/** A site pair: its epochs, its state, and what it tells those who watch. */
@NullMarked
package io.warifu.gateway.pair;

import org.jspecify.annotations.NullMarked;
