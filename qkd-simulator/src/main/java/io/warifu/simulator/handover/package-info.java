/**
 * Finished blocks between the two ends and the key managers: kept on disk from the moment that the
 * other end may hold them until the own key manager has stored them.
 */
@NullMarked
package io.warifu.simulator.handover;

import org.jspecify.annotations.NullMarked;
