/** AES-256-GCM over frames, one direction at a time: sealing, opening, and the check at start. */
@NullMarked
package io.warifu.gateway.cipher;

import org.jspecify.annotations.NullMarked;
