/** What happened to which key, when and by whom: a hash-chained log without a byte of any key. */
@NullMarked
package io.warifu.keys.audit;

import org.jspecify.annotations.NullMarked;
