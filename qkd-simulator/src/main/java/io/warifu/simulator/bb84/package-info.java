/** What BB84 itself decides: which clicks both ends keep, and how many of them are wrong. */
@NullMarked
package io.warifu.simulator.bb84;

import org.jspecify.annotations.NullMarked;
