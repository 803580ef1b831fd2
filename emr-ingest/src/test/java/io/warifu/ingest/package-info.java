/** The far side of the backup for tests: share servers that store, fail and lie. */
@NullMarked
package io.warifu.ingest;

import org.jspecify.annotations.NullMarked;
