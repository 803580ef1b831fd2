/** Files of shares as gfsplit and gfcombine have them: split a file, combine shares. */
@NullMarked
package io.warifu.demo.shares;

import org.jspecify.annotations.NullMarked;
