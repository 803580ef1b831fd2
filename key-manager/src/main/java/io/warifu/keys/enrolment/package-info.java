/** Who may ask for keys: the table from certificate fingerprint to SAE and home site. */
@NullMarked
package io.warifu.keys.enrolment;

import org.jspecify.annotations.NullMarked;
