/** The two channels of a link over TCP: framing, greeting, conversations, dialling, listening. */
@NullMarked
package io.warifu.simulator.socket;

import org.jspecify.annotations.NullMarked;
