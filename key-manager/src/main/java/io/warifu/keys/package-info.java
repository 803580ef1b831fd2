/**
 * The key manager of one site: QKD blocks in, end keys out by ETSI GS QKD 014, relay to its peers.
 */
@NullMarked
package io.warifu.keys;

import org.jspecify.annotations.NullMarked;
