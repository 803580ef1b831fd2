/**
 * Refusals as RFC 9457 problem details, whoever refuses: controller, security filter or container.
 */
@NullMarked
package io.warifu.servicekit.problem;

import org.jspecify.annotations.NullMarked;
