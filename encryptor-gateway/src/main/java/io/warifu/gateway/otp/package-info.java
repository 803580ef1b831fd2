/** One-time-pad records for small fields, inside an ordinary carrier. */
@NullMarked
package io.warifu.gateway.otp;

import org.jspecify.annotations.NullMarked;
