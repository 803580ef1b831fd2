/** Speed of the secret sharing beside the platform's AES-256-GCM and another library. */
@NullMarked
package io.warifu.demo.sharesbench;

import org.jspecify.annotations.NullMarked;
