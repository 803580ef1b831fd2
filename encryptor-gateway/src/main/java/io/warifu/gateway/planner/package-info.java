/** Which re-key setting a QKD link can pay. Pure arithmetic. */
@NullMarked
package io.warifu.gateway.planner;

import org.jspecify.annotations.NullMarked;
