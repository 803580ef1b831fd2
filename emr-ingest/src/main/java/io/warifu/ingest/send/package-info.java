/** Brings accepted shares to the share servers, for as long as it takes. */
@NullMarked
package io.warifu.ingest.send;

import org.jspecify.annotations.NullMarked;
