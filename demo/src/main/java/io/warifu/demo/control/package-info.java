/** Starting, stopping, watching and asking the sites from outside. */
@NullMarked
package io.warifu.demo.control;

import org.jspecify.annotations.NullMarked;
