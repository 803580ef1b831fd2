/** The gateway as a consumer of keys: ETSI GS QKD 014 towards the site's own key manager. */
@NullMarked
package io.warifu.gateway.keys;

import org.jspecify.annotations.NullMarked;
