package io.warifu.sharing;

/**
 * Where the random coefficients come from. Safe for several threads; no byte is ever handed out
 * twice, so a retry of a split deals with fresh coins.
 *
 * <p>Every byte value must be equally likely, zero included: a source that avoids zero gives the
 * secret away to k-1 servers after some hundreds of dealings.
 */
public interface CoinSource {

    /** Overwrites the first {@code lengthBytes} bytes of {@code target}; the caller wipes them. */
    void fill(byte[] target, int lengthBytes);

    /** What every share made with these coins says of them. */
    CoinOrigin origin();
}
