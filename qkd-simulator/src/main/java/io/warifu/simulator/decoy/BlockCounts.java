package io.warifu.simulator.decoy;

import java.util.List;

/**
 * All counts of one block.
 *
 * @param pulses pulses that Alice sent
 * @param key tallies of the key basis, one for each intensity in the order of {@link
 *     SourceSettings}
 * @param test tallies of the test basis, in the same order
 */
public record BlockCounts(double pulses, List<Tally> key, List<Tally> test) {

    public BlockCounts {
        key = List.copyOf(key);
        test = List.copyOf(test);
        if (key.isEmpty() || key.size() != test.size()) {
            throw new IllegalArgumentException("one tally for each intensity in each basis");
        }
    }

    public Tally keyTotal() {
        return key.stream().reduce(new Tally(0, 0), Tally::plus);
    }

    public Tally testTotal() {
        return test.stream().reduce(new Tally(0, 0), Tally::plus);
    }
}
