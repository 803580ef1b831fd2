/** Key delivery to SAEs by ETSI GS QKD 014 V1.1.1. */
@NullMarked
package io.warifu.keys.delivery;

import org.jspecify.annotations.NullMarked;
