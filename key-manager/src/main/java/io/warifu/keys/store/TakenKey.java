package io.warifu.keys.store;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;

/** A key on its way to its slave; whoever took it closes it. */
public record TakenKey(UUID id, SecretBytes key, KeyRoute route) {}
