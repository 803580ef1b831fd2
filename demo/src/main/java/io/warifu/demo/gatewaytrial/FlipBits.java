package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.WireTap;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Flips one bit of a record, in header, body and tag by turns, in either direction: both
 * applications must get an error soon, with nothing delivered but a beginning of the truth; the end
 * that found out counts one fault; a stream beside it goes on.
 */
public final class FlipBits implements Trial {

    private static final int RECORDS = 12;

    /** What whoever did not find out may count, at any time. */
    private static final Set<String> CONSEQUENCES = Set.of("local-cut", "carrier-cut");

    private static final int TAG_BYTES = 16;

    private final int flips;
    private final long seed;
    private final Bars bars;

    /**
     * So many of them.
     *
     * @param seed of the places, so that a failure can be repeated
     */
    public FlipBits(int flips, long seed, Bars bars) {
        this.flips = flips;
        this.seed = seed;
        this.bars = bars;
    }

    @Override
    public GatewayPair.Choice choice() {
        return GatewayPair.Choice.of(Map.of()).withTap();
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        SplittableRandom random = new SplittableRandom(seed);
        Cut cut = new Cut(pair, bars);
        int caught = 0;
        try (Bystander bystander = new Bystander(pair)) {
            for (int i = 0; i < flips; i++) {
                int part = i % 3;
                boolean forward = random.nextBoolean();
                long place = random.nextLong();
                String what = "flip " + i + (forward ? " there" : " back");
                Map<String, Long> before = finder(pair, forward);
                boolean held =
                        cut.run(
                                what,
                                new Cut.Place(forward, 1 + random.nextInt(RECORDS), 1, false),
                                (seen, out) -> {
                                    flip(seen.frame(), part, place);
                                    out.write(seen.frame());
                                },
                                findings);
                held &=
                        findings.require(
                                total(finder(pair, forward)) == total(before) + 1,
                                what
                                        + ": the faults went from "
                                        + before
                                        + " to "
                                        + finder(pair, forward));
                held &= findings.require(bystander.lives(), what + ": the stream beside it died");
                caught += held ? 1 : 0;
                if (i % 25 == 24) {
                    tell.accept(caught + " of " + (i + 1) + " flipped bits caught");
                }
            }
        }
        findings.figure("seed", seed);
        findings.figure("flipped", flips);
        findings.figure("caught", caught);
        findings.figure("faultsAtTheServicesSide", pair.west().faults());
        return findings;
    }

    private static void flip(byte[] frame, int part, long place) {
        int from =
                switch (part) {
                    case 0 -> 0;
                    case 1 -> WireTap.HEADER_BYTES;
                    default -> frame.length - TAG_BYTES;
                };
        int to =
                switch (part) {
                    case 0 -> WireTap.HEADER_BYTES;
                    case 1 -> frame.length - TAG_BYTES;
                    default -> frame.length;
                };
        int bit = (int) Math.floorMod(place, 8L * (to - from));
        frame[from + bit / 8] ^= (byte) (1 << bit % 8);
    }

    /** The end that receives the spoilt record. */
    private static Map<String, Long> finder(GatewayPair pair, boolean forward) {
        return (forward ? pair.west() : pair.east()).faults();
    }

    private static long total(Map<String, Long> faults) {
        return faults.entrySet().stream()
                .filter(fault -> !CONSEQUENCES.contains(fault.getKey()))
                .filter(fault -> !fault.getKey().startsWith("control-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
