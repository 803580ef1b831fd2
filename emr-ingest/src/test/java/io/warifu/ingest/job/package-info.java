/** Tests of io.warifu.ingest.job. */
@NullMarked
package io.warifu.ingest.job;

import org.jspecify.annotations.NullMarked;
