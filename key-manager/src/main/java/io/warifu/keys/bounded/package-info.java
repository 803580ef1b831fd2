/** What waits or is remembered, never beyond a bound. */
@NullMarked
package io.warifu.keys.bounded;

import org.jspecify.annotations.NullMarked;
