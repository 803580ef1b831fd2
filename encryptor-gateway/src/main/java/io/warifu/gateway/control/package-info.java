/** The control connection of a site pair: its messages, and mutual TLS 1.3 under them. */
@NullMarked
package io.warifu.gateway.control;

import org.jspecify.annotations.NullMarked;
