/** Load on two key managers with their database, beside what the database itself can commit. */
@NullMarked
package io.warifu.demo.keybench;

import org.jspecify.annotations.NullMarked;
