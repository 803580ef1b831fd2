/** Local connections to named services at peer sites, each on a carrier of its own. */
@NullMarked
package io.warifu.gateway.tunnel;

import org.jspecify.annotations.NullMarked;
