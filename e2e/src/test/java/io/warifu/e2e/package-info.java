/** The whole chain through its front doors, and the rules that keep it in shape. */
@NullMarked
package io.warifu.e2e;

import org.jspecify.annotations.NullMarked;
