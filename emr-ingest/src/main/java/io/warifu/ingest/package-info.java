/** Backs a hospital's SS-MIX2 storage up: packs, splits, journals, sends, and resumes. */
@NullMarked
package io.warifu.ingest;

import org.jspecify.annotations.NullMarked;
