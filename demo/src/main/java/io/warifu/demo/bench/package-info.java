/** Benchmarks that run in a JVM of their own, beside yardsticks. */
@NullMarked
package io.warifu.demo.bench;

import org.jspecify.annotations.NullMarked;
