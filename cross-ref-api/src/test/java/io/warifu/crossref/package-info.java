/** Tests. */
@NullMarked
package io.warifu.crossref;

import org.jspecify.annotations.NullMarked;
