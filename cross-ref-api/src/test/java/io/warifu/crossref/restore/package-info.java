/** Tests. */
@NullMarked
package io.warifu.crossref.restore;

import org.jspecify.annotations.NullMarked;
