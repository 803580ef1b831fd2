/** Receipts: the server's signed word that a share is committed. */
@NullMarked
package io.warifu.shares.receipt;

import org.jspecify.annotations.NullMarked;
