/** Two gateway processes, seen from outside only. */
@NullMarked
package io.warifu.demo.gatewaypair;

import org.jspecify.annotations.NullMarked;
