/** What the two ends of a link share: a framed classical channel and a one-way quantum channel. */
@NullMarked
package io.warifu.simulator.channel;

import org.jspecify.annotations.NullMarked;
