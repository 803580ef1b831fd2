/** From a QKD key to the keys of a carrier, and the life of the keys at both ends. */
@NullMarked
package io.warifu.gateway.epoch;

import org.jspecify.annotations.NullMarked;
