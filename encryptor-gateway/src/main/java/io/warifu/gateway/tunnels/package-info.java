/** Tunnels and services that operators add and remove while the gateway runs. */
@NullMarked
package io.warifu.gateway.tunnels;

import org.jspecify.annotations.NullMarked;
