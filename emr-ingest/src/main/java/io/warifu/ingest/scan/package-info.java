/** Finds the files of a storage and reads them: bytes first, meaning beside. */
@NullMarked
package io.warifu.ingest.scan;

import org.jspecify.annotations.NullMarked;
