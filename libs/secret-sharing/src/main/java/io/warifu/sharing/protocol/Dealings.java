package io.warifu.sharing.protocol;

import io.warifu.sharing.CoinSource;
import io.warifu.sharing.Dealer;

/** Dealings of raw lanes, one array for each point in rising order. */
final class Dealings {

    private Dealings() {}

    static byte[][] of(byte[] constants, Roster roster, CoinSource coins) {
        int[] points = roster.array();
        byte[][] values = new byte[points.length][constants.length];
        try (Dealer dealer = new Dealer(coins, roster.k(), points)) {
            dealer.deal(constants, 0, values, 0, constants.length);
        }
        return values;
    }

    static byte[][] ofZeros(int lengthBytes, Roster roster, CoinSource coins) {
        return of(new byte[lengthBytes], roster, coins);
    }
}
