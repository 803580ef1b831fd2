/** The QKD link simulator: the modules of one site's links, as a Spring Boot service. */
@NullMarked
package io.warifu.simulator;

import org.jspecify.annotations.NullMarked;
