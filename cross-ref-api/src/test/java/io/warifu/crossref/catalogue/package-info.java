/** Tests. */
@NullMarked
package io.warifu.crossref.catalogue;

import org.jspecify.annotations.NullMarked;
