/** Tests. */
@NullMarked
package io.warifu.crossref.patient;

import org.jspecify.annotations.NullMarked;
