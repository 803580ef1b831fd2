/** One site as one JVM process: its database server, then its services. */
@NullMarked
package io.warifu.demo.site;

import org.jspecify.annotations.NullMarked;
