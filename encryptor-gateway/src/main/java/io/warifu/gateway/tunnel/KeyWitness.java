package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.epoch.EpochInUse;

/**
 * Sees every key that something is sealed under, before its first use: a door for the test that no
 * (key, nonce) pair ever repeats, which in a real gateway leads nowhere.
 */
public interface KeyWitness {

    /** Returns {@code key}. */
    DirectionKey seen(EpochInUse epoch, boolean openedHere, DirectionKey key);

    static KeyWitness none() {
        return (_, _, key) -> key;
    }
}
