package io.warifu.simulator.auth;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A session: the nonces of both ends. Neither end alone can bring an old one back. */
public record SessionId(UUID nonceOfAlice, UUID nonceOfBob) {

    private static final UUID NOT_ANSWERED = new UUID(0, 0);

    /** The session as Alice's first message names it, before Bob has spoken. */
    public static SessionId proposed(UUID nonceOfAlice) {
        return new SessionId(nonceOfAlice, NOT_ANSWERED);
    }

    public SessionId answeredWith(UUID nonce) {
        return new SessionId(nonceOfAlice, nonce);
    }

    /** A short name for people and ledgers; tags bind both nonces whole. */
    public UUID shortName() {
        return new UUID(
                nonceOfAlice.getMostSignificantBits() ^ nonceOfBob.getMostSignificantBits(),
                nonceOfAlice.getLeastSignificantBits() ^ nonceOfBob.getLeastSignificantBits());
    }

    void putInto(ByteBuffer header) {
        header.putLong(nonceOfAlice.getMostSignificantBits())
                .putLong(nonceOfAlice.getLeastSignificantBits())
                .putLong(nonceOfBob.getMostSignificantBits())
                .putLong(nonceOfBob.getLeastSignificantBits());
    }
}
