/** Sockets: how they are opened, accepted, timed and ended. */
@NullMarked
package io.warifu.gateway.net;

import org.jspecify.annotations.NullMarked;
