/** Threshold secret sharing: a secret becomes n shares, any k of which give it back. */
@NullMarked
package io.warifu.sharing;

import org.jspecify.annotations.NullMarked;
