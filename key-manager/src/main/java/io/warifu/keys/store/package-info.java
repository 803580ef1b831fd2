/** End keys that wait for their slave SAE, and the tables kept in PostgreSQL. */
@NullMarked
package io.warifu.keys.store;

import org.jspecify.annotations.NullMarked;
