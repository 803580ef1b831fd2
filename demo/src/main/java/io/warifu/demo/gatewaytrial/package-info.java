/**
 * Faults caused on purpose between two gateway processes, and what must hold meanwhile. Each is
 * written once: as a drill it runs on the keys of the running network, as a test in the build on
 * keys of its own.
 */
@NullMarked
package io.warifu.demo.gatewaytrial;

import org.jspecify.annotations.NullMarked;
