/** Asks the share servers: for shares, for listings, and for whether they answer at all. */
@NullMarked
package io.warifu.crossref.collect;

import org.jspecify.annotations.NullMarked;
