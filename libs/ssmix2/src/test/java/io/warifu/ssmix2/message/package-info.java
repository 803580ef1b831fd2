/** Tests of io.warifu.ssmix2.message. */
@NullMarked
package io.warifu.ssmix2.message;

import org.jspecify.annotations.NullMarked;
