/** Calls to the other key managers over HTTPS, each answer from a checked certificate. */
@NullMarked
package io.warifu.keys.peer;

import org.jspecify.annotations.NullMarked;
