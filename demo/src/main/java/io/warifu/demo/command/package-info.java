/** The commands of ./warifu, one class each. */
@NullMarked
package io.warifu.demo.command;

import org.jspecify.annotations.NullMarked;
