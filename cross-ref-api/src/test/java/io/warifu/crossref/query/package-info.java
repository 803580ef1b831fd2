/** Tests. */
@NullMarked
package io.warifu.crossref.query;

import org.jspecify.annotations.NullMarked;
