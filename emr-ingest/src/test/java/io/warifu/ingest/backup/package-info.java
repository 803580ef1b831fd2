/** Tests of io.warifu.ingest.backup. */
@NullMarked
package io.warifu.ingest.backup;

import org.jspecify.annotations.NullMarked;
