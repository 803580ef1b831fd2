/** The access log: who looked at what, written before anything is released. */
@NullMarked
package io.warifu.crossref.audit;

import org.jspecify.annotations.NullMarked;
