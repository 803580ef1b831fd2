/** Access tokens of people: checked against the hospital's own issuer. */
@NullMarked
package io.warifu.servicekit.token;

import org.jspecify.annotations.NullMarked;
