package io.warifu.simulator.socket;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.time.Duration;

/**
 * Where a link connects.
 *
 * @param quantum Bob's fibre for Alice, the address to bind for Bob
 * @param classical Bob's classical port for Alice, the address to bind for Bob
 * @param patience how long an end waits for a message that is due
 */
public record LinkEndpoint(LinkId link, Address quantum, Address classical, Duration patience) {

    private static final Duration LONGEST_GREETING = Duration.ofSeconds(10);

    /** A host, not resolved yet, and a port. */
    public record Address(String host, int port) {}

    /** The same with the classical channel at a port of this host. */
    public LinkEndpoint withClassical(int localPort) {
        return new LinkEndpoint(link, quantum, new Address("127.0.0.1", localPort), patience);
    }

    int patienceMillis() {
        return Math.toIntExact(patience.toMillis());
    }

    /** A moment after which a greeting is given up. */
    FrameReader.Patience greetingPatience() {
        long begin = System.nanoTime();
        long longest = greetingTime().toNanos();
        return _ -> {
            if (System.nanoTime() - begin > longest) {
                throw new ChannelException(Check.TIMEOUT, "the greeting takes too long");
            }
        };
    }

    Duration greetingTime() {
        return patience.compareTo(LONGEST_GREETING) < 0 ? patience : LONGEST_GREETING;
    }
}
