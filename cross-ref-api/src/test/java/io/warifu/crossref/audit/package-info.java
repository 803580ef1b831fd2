/** Tests. */
@NullMarked
package io.warifu.crossref.audit;

import org.jspecify.annotations.NullMarked;
