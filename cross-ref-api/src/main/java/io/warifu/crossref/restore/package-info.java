/**
 * From collected shares back to verified content. Nothing leaves this package before its digest was
 * checked.
 */
@NullMarked
package io.warifu.crossref.restore;

import org.jspecify.annotations.NullMarked;
