/** The error catalogue: every refusal has a stable code, an HTTP status and one sentence. */
@NullMarked
package io.warifu.kernel.problem;

import org.jspecify.annotations.NullMarked;
