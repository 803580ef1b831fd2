package io.warifu.sharing;

import java.util.Arrays;

/**
 * Truly random bytes that the caller brought, each given out once and wiped.
 *
 * <p>Guarantee: with these coins Shamir's sharing is secret against unlimited computing power, if
 * the bytes are what the caller says. When they are used up the split fails and nothing is dealt;
 * nothing else is put in their place. A dealing of 3-of-5 needs two bytes for each byte of the
 * secret and 112 bytes for the seal.
 */
public final class SuppliedCoins implements CoinSource {

    private final byte[] coins;
    private int used;

    /** Copies {@code trueRandom} and overwrites it with zeros. */
    public SuppliedCoins(byte[] trueRandom) {
        coins = trueRandom.clone();
        Arrays.fill(trueRandom, (byte) 0);
    }

    @Override
    public synchronized void fill(byte[] target, int lengthBytes) {
        if (lengthBytes > coins.length - used) {
            throw new CoinsExhaustedException(lengthBytes, coins.length - used);
        }
        System.arraycopy(coins, used, target, 0, lengthBytes);
        Arrays.fill(coins, used, used + lengthBytes, (byte) 0);
        used += lengthBytes;
    }

    public synchronized int leftBytes() {
        return coins.length - used;
    }

    @Override
    public CoinOrigin origin() {
        return CoinOrigin.SUPPLIED;
    }
}
