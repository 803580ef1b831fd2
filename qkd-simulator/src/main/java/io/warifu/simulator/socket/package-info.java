/** The two channels of a link over TCP: framing, mutual TLS, dialling and listening. */
@NullMarked
package io.warifu.simulator.socket;

import org.jspecify.annotations.NullMarked;
