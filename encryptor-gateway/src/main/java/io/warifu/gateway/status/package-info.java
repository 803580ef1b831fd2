/** What operators see of the gateway: status, metrics, health. Never a key. */
@NullMarked
package io.warifu.gateway.status;

import org.jspecify.annotations.NullMarked;
