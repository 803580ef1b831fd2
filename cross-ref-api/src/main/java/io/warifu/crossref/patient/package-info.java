/** Who the patients of one hospital are, which files are kept of them, and how they are found. */
@NullMarked
package io.warifu.crossref.patient;

import org.jspecify.annotations.NullMarked;
