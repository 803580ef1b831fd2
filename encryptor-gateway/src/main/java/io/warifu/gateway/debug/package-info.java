/** Doors for tests and for the independent checker, which a real gateway never opens. */
@NullMarked
package io.warifu.gateway.debug;

import org.jspecify.annotations.NullMarked;
