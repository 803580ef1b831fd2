package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.CarrierLimits;
import java.time.Duration;

/**
 * Every limit of the tunnels. {@link #DEFAULT} is what runs; tests tighten single ones.
 *
 * @param maxCarriers at once, opened and accepted together
 * @param maxHalfOpen accepted TCP connections that have not proven anything yet
 * @param connect TCP connect to peer or target
 * @param setUp from TCP connect to the first verified record
 * @param idle without a byte in either direction
 * @param writeStall of one blocked write
 * @param keyAge after which nothing more is sent under a key, counted from its arrival here
 * @param quietKeyAge after which a carrier that is quiet is cut, so that it does not run into
 *     {@code keyAge} in the middle of an exchange
 * @param quiet without a byte in either direction, for {@code quietKeyAge}
 * @param watch how often the watchdog looks
 */
public record Bounds(
        int maxCarriers,
        int maxHalfOpen,
        Duration connect,
        Duration setUp,
        Duration idle,
        Duration writeStall,
        Duration keyAge,
        Duration quietKeyAge,
        Duration quiet,
        Duration watch,
        CarrierLimits carrierLimits) {

    public static final Bounds DEFAULT =
            new Bounds(
                    512,
                    512,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(4),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    CarrierLimits.HARD);

    public Bounds withMaxCarriers(int carriers) {
        return new Bounds(
                carriers,
                maxHalfOpen,
                connect,
                setUp,
                idle,
                writeStall,
                keyAge,
                quietKeyAge,
                quiet,
                watch,
                carrierLimits);
    }
}
