/** Known links, each value with its source and how far it can be trusted; pure. */
@NullMarked
package io.warifu.simulator.preset;

import org.jspecify.annotations.NullMarked;
