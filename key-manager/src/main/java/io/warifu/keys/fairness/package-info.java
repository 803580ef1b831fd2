/**
 * Who may use how much of the key: reserved shares, rates, accounts per pair, and how long it
 * lasts.
 */
@NullMarked
package io.warifu.keys.fairness;

import org.jspecify.annotations.NullMarked;
