/** The demonstration: its steps, their telling, and the final account. */
@NullMarked
package io.warifu.demo.story;

import org.jspecify.annotations.NullMarked;
