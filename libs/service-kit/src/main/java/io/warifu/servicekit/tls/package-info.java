/** Mutual TLS between services: clients with time-outs, and who the other side is. */
@NullMarked
package io.warifu.servicekit.tls;

import org.jspecify.annotations.NullMarked;
