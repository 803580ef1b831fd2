/** Tests of io.warifu.ssmix2.path. */
@NullMarked
package io.warifu.ssmix2.path;

import org.jspecify.annotations.NullMarked;
