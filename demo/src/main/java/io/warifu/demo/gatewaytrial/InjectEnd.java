package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.GatewayPair;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends the carrier's TCP connection, as anybody on the wire can: with a FIN between two records or
 * in the middle of one, or with a RST. Both applications must see an error, never a clean end.
 */
public final class InjectEnd implements Trial {

    private static final int[] RECORDS = {1, 7, 31};

    private final Bars bars;

    public InjectEnd(Bars bars) {
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
        Cut cut = new Cut(pair, bars);
        int tried = 0;
        int caught = 0;
        for (boolean forward : new boolean[] {true, false}) {
            for (int record : RECORDS) {
                String where = (forward ? " there" : " back") + " at record " + record;
                Cut.Place place = new Cut.Place(forward, record, 1, true);
                tell.accept("TCP ends" + where);
                boolean[] held = {
                    cut.run("FIN" + where, place, (_, out) -> out.end(), findings),
                    cut.run(
                            "FIN inside" + where,
                            place,
                            (seen, out) -> {
                                out.write(Arrays.copyOf(seen.frame(), seen.frame().length / 2));
                                out.end();
                            },
                            findings),
                    cut.run("RST" + where, place, (_, out) -> out.reset(), findings)
                };
                for (boolean one : held) {
                    tried++;
                    caught += one ? 1 : 0;
                }
            }
        }
        findings.figure("tried", tried);
        findings.figure("seenAsErrorsByBothEnds", caught);
        return findings;
    }
}
