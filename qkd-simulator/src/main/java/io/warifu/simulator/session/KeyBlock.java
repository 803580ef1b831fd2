package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;

/**
 * A finished block: the same id, number and bytes at both ends. Whoever holds it last wipes the
 * key.
 */
public record KeyBlock(UUID blockId, long sequence, SecretBytes key, double qber) {}
