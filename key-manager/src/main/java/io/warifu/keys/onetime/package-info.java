/** One-time authentication of messages, safe against any computer. */
@NullMarked
package io.warifu.keys.onetime;

import org.jspecify.annotations.NullMarked;
