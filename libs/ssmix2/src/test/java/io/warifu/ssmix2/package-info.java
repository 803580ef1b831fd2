/** What tests of several packages share: example files and messages made here. */
@NullMarked
package io.warifu.ssmix2;

import org.jspecify.annotations.NullMarked;
