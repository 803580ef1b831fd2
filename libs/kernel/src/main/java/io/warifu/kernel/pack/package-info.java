/**
 * The plaintext formats that are split into shares: packs of one patient's records, and the
 * catalogue.
 */
@NullMarked
package io.warifu.kernel.pack;

import org.jspecify.annotations.NullMarked;
