/** The encryptor gateway as a Spring service. */
@NullMarked
package io.warifu.gateway;

import org.jspecify.annotations.NullMarked;
