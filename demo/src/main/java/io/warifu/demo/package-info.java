/** The operator command line and the five-site network. */
@NullMarked
package io.warifu.demo;

import org.jspecify.annotations.NullMarked;
