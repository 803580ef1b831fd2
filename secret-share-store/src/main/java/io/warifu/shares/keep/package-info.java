/** Keeping shares: once under each object id, in an order that readers can follow. */
@NullMarked
package io.warifu.shares.keep;

import org.jspecify.annotations.NullMarked;
