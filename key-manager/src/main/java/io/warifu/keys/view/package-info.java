/** The operator's picture of one key manager: links, pairs, forecasts, and a stream of changes. */
@NullMarked
package io.warifu.keys.view;

import org.jspecify.annotations.NullMarked;
