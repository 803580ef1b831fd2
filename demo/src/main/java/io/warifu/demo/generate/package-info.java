/** Writes SS-MIX2 storages of wholly fictitious patients, the same tree for the same seed. */
@NullMarked
package io.warifu.demo.generate;

import org.jspecify.annotations.NullMarked;
