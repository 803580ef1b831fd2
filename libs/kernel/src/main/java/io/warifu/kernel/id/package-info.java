/** Names of sites, links, keys and objects, each checked when it is made. */
@NullMarked
package io.warifu.kernel.id;

import org.jspecify.annotations.NullMarked;
