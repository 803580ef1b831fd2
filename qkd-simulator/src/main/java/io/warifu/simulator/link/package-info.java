/** Keeps the links of this site running: connections, pace, alarm, state, REST and metrics. */
@NullMarked
package io.warifu.simulator.link;

import org.jspecify.annotations.NullMarked;
