/** The two mutually authenticated ports: connectors, callers, body limits. */
@NullMarked
package io.warifu.keys.web;

import org.jspecify.annotations.NullMarked;
