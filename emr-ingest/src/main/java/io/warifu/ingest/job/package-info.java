/** One run of a backup as a person sees it: asked for, watched, reported. */
@NullMarked
package io.warifu.ingest.job;

import org.jspecify.annotations.NullMarked;
