package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** No photon arrives any more: the link says so, makes no key, and recovers by itself. */
public final class CutFibreDrill implements Drill {

    private static final Duration DETECTION_LIMIT = Duration.ofMinutes(1);

    private final QkdLink link;

    CutFibreDrill(QkdLink link) {
        this.link = link;
    }

    static CutFibreDrill onDefaultLink() {
        return new CutFibreDrill(NetworkPlan.LINKS.get(0));
    }

    @Override
    public String name() {
        return "cut-fibre";
    }

    @Override
    public String purpose() {
        return "one fibre goes dark: the link says so, gives no key, and recovers by itself";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        TappedLink tapped = new TappedLink(network, link);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("link", tapped.name());
        terminal.line("  the fibre of " + tapped.name() + " is cut");
        long started = System.nanoTime();
        tapped.attackFibre("BEAM_BLOCK", 1.0);
        boolean held;
        try {
            held = Waiting.until(DETECTION_LIMIT, () -> !tapped.bothWork());
            figures.put("detectedAfterSeconds", TappedLink.seconds(started));
            boolean silent = tapped.deliversNothing();
            held &= silent && !tapped.bothWork();
            figures.put("stateAtAlice", TappedLink.state(tapped.alice()));
            figures.put("stateAtBob", TappedLink.state(tapped.bob()));
            figures.put("keyLeft", !silent);
        } finally {
            tapped.leaveFibre();
        }
        held &= tapped.recovers(figures);
        return new Verdict(
                held,
                held
                        ? "the cut was noticed, no key left, and the link came back by itself"
                        : "the cut was not handled as it should have been",
                figures);
    }
}
