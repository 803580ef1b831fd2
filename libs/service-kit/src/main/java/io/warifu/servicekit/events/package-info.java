/** Streams of server-sent events. */
@NullMarked
package io.warifu.servicekit.events;

import org.jspecify.annotations.NullMarked;
