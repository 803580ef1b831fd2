/** Where SS-MIX2 puts a file and what its name says: the grammar of the standardized storage. */
@NullMarked
package io.warifu.ssmix2.path;

import org.jspecify.annotations.NullMarked;
