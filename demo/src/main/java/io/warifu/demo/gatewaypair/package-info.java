/**
 * Two encryptor gateways as processes of their own, with everything around them in this process's
 * hand: the key supply, the wire between them, the service behind them. Benchmarks, drills and
 * black-box tests stand on it.
 */
@NullMarked
package io.warifu.demo.gatewaypair;

import org.jspecify.annotations.NullMarked;
