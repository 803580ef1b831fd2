/** Tests of io.warifu.ssmix2.text. */
@NullMarked
package io.warifu.ssmix2.text;

import org.jspecify.annotations.NullMarked;
