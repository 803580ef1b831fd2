/** What is said between share servers and those who store or fetch shares. */
@NullMarked
package io.warifu.kernel.wire.share;

import org.jspecify.annotations.NullMarked;
