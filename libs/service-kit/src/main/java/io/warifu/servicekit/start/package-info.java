/** Starting a service by its name, alone in a container or beside others in one JVM. */
@NullMarked
package io.warifu.servicekit.start;

import org.jspecify.annotations.NullMarked;
