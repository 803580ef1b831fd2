/** Collections that never grow beyond a bound. */
@NullMarked
package io.warifu.keys.bounded;

import org.jspecify.annotations.NullMarked;
