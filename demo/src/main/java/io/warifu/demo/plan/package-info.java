/**
 * Which sites, links, services and ports there are, and the configuration files that follow from
 * it.
 */
@NullMarked
package io.warifu.demo.plan;

import org.jspecify.annotations.NullMarked;
