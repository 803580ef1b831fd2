/** Identifiers that say nothing: in URLs and in the access log no patient number ever shows. */
@NullMarked
package io.warifu.crossref.opaque;

import org.jspecify.annotations.NullMarked;
