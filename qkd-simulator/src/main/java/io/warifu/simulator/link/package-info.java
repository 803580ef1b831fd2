/** The links that end at this site: each runs for ever, is shown over REST, and hands keys over. */
@NullMarked
package io.warifu.simulator.link;

import org.jspecify.annotations.NullMarked;
