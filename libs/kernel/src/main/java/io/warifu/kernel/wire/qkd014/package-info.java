/** JSON bodies of ETSI GS QKD 014 V1.1.1, with the standard's own member names. */
@NullMarked
package io.warifu.kernel.wire.qkd014;

import org.jspecify.annotations.NullMarked;
