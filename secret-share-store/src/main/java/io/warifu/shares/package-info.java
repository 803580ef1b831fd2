/** A share server: keeps secret shares and answers with signed receipts. */
@NullMarked
package io.warifu.shares;

import org.jspecify.annotations.NullMarked;
