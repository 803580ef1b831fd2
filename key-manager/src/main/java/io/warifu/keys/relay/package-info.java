/** Hop-by-hop one-time-pad relay of fresh end keys over trusted nodes. */
@NullMarked
package io.warifu.keys.relay;

import org.jspecify.annotations.NullMarked;
