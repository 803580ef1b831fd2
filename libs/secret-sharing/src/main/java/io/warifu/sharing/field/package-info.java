/** Arithmetic in GF(2^8) with polynomial 0x11D: single elements, whole blocks, interpolation. */
@NullMarked
package io.warifu.sharing.field;

import org.jspecify.annotations.NullMarked;
