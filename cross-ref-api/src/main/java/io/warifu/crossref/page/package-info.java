/** The open status: a page for people and the same as JSON; no person's data. */
@NullMarked
package io.warifu.crossref.page;

import org.jspecify.annotations.NullMarked;
