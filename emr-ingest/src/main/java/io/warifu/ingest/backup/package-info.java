/**
 * Turns new files into packs, shares and catalogue entries, and journals them before anything is
 * sent.
 */
@NullMarked
package io.warifu.ingest.backup;

import org.jspecify.annotations.NullMarked;
