/** What clinicians and stewards ask for over HTTP: search, list, content, view, whole storage. */
@NullMarked
package io.warifu.crossref.query;

import org.jspecify.annotations.NullMarked;
