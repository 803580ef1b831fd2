/** Bytes that must not be seen: the one type that carries key material through the system. */
@NullMarked
package io.warifu.kernel.secret;

import org.jspecify.annotations.NullMarked;
