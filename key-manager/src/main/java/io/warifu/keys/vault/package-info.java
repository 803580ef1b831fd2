/** Secrets at rest: sealed under hourly data keys whose destruction destroys the hour. */
@NullMarked
package io.warifu.keys.vault;

import org.jspecify.annotations.NullMarked;
