package io.warifu.simulator.session;

import java.util.UUID;

/**
 * What both ends agreed on for one round.
 *
 * @param round identity of the round and of the block it may yield
 * @param wish the less eager of the two wishes
 * @param sequence number of the block: the larger of the two ends' next numbers, so that none is
 *     used twice even if one end lost its last block
 */
public record RoundPlan(UUID round, Wish wish, long sequence) {}
