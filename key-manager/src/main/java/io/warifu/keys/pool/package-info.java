/** QKD blocks of each link as numbered one-time pads that are never used twice. */
@NullMarked
package io.warifu.keys.pool;

import org.jspecify.annotations.NullMarked;
