/** Fault drills against the running network, each with a verdict and figures. */
@NullMarked
package io.warifu.demo.drill;

import org.jspecify.annotations.NullMarked;
