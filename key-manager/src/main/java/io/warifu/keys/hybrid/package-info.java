/** End-to-end secrets of ML-KEM-1024 between key managers, mixed into relayed keys. */
@NullMarked
package io.warifu.keys.hybrid;

import org.jspecify.annotations.NullMarked;
