/**
 * What {@code ./warifu bench gateway} runs: two gateways under load, beside a plain relay, a TLS
 * relay and stunnel in the same rounds.
 */
@NullMarked
package io.warifu.demo.gatewaybench;

import org.jspecify.annotations.NullMarked;
