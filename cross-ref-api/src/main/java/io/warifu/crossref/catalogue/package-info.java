/** Follows the hospitals' catalogues, which are themselves objects at the share servers. */
@NullMarked
package io.warifu.crossref.catalogue;

import org.jspecify.annotations.NullMarked;
