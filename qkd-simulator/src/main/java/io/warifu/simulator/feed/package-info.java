/** Hands finished blocks and alarms to the key manager of the own site. */
@NullMarked
package io.warifu.simulator.feed;

import org.jspecify.annotations.NullMarked;
