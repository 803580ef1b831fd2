package io.warifu.gateway.tunnel;

import java.time.Duration;

/**
 * Every limit of the tunnels. {@link #DEFAULT} is what runs; tests tighten single ones.
 *
 * @param maxCarriers with a local connection at once, opened and accepted together
 * @param maxHalfOpen accepted TCP connections that have not proven anything yet
 * @param maxOpening carriers that this end is opening to one peer at once; more wait
 * @param connect TCP connect to peer or target
 * @param setUp from TCP connect to the first verified record
 * @param idle of a local connection, without a byte in either direction
 * @param writeStall of one blocked write
 * @param ping after so long without a record an end sends one
 * @param silence after so long without a record the other end is taken for gone
 * @param keyWait how long a new connection is held while the first epoch is being agreed
 * @param redHold how long a sender is held while there is no epoch to send under
 * @param watch how often the watchdog looks
 */
public record Bounds(
        int maxCarriers,
        int maxHalfOpen,
        int maxOpening,
        Duration connect,
        Duration setUp,
        Duration idle,
        Duration writeStall,
        Duration ping,
        Duration silence,
        Duration keyWait,
        Duration redHold,
        Duration watch) {

    public static final Duration MAX_KEY_WAIT = Duration.ofMinutes(1);
    public static final Duration MAX_RED_HOLD = Duration.ofMinutes(2);

    public static final Bounds DEFAULT =
            new Bounds(
                    2_048,
                    1_024,
                    128,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1));

    public Bounds {
        require(
                !keyWait.isNegative() && keyWait.compareTo(MAX_KEY_WAIT) <= 0,
                "waiting for an epoch takes at most " + MAX_KEY_WAIT.toSeconds() + " s");
        require(
                !redHold.isNegative() && redHold.compareTo(MAX_RED_HOLD) <= 0,
                "a sender is held for at most " + MAX_RED_HOLD.toSeconds() + " s");
        require(
                ping.compareTo(silence) < 0,
                "an end says that it is there before the other takes it for gone");
    }

    /** The same with what a site may choose. */
    public Bounds with(int carriers, Duration keyWaitNow, Duration redHoldNow) {
        return new Bounds(
                carriers,
                maxHalfOpen,
                maxOpening,
                connect,
                setUp,
                idle,
                writeStall,
                ping,
                silence,
                keyWaitNow,
                redHoldNow,
                watch);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
