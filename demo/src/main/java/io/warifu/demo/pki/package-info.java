/** The development certificate authority, its leaves, and the issuer of access tokens. */
@NullMarked
package io.warifu.demo.pki;

import org.jspecify.annotations.NullMarked;
