/** Reads generated storages back with a small parser of its own. */
@NullMarked
package io.warifu.demo.generate;

import org.jspecify.annotations.NullMarked;
