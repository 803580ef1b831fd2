/** Relay of fresh end keys over trusted nodes, split over node-disjoint paths. */
@NullMarked
package io.warifu.keys.relay;

import org.jspecify.annotations.NullMarked;
