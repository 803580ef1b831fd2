/** What is kept about runs of a backup. */
@NullMarked
package io.warifu.ingest.store;

import org.jspecify.annotations.NullMarked;
