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
import java.util.Optional;

/**
 * Switches a full intercept-resend attack on at one link: the error rate must rise to about a
 * quarter, both ends must raise the alarm, and no key may leave the link while it lasts.
 */
public final class EavesdropDrill implements Drill {

    /**
     * Full intercept-resend gives 25 % beside the link's own error; less means it was not caught.
     */
    private static final double MIN_QBER = 0.20;

    private static final double MAX_QBER = 0.32;
    private static final Duration DETECTION_LIMIT = Duration.ofMinutes(1);

    private final QkdLink link;
    private final boolean leaveAttacked;

    /**
     * A drill on one link.
     *
     * @param leaveAttacked whether the attack goes on after the drill, as in the demonstration
     */
    public EavesdropDrill(QkdLink link, boolean leaveAttacked) {
        this.link = link;
        this.leaveAttacked = leaveAttacked;
    }

    public static EavesdropDrill onDefaultLink() {
        return new EavesdropDrill(NetworkPlan.LINKS.get(0), false);
    }

    @Override
    public String name() {
        return "eavesdrop";
    }

    @Override
    public String purpose() {
        return "intercept-resend on one QKD link: the error rate gives Eve away and no key is delivered";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        TappedLink tapped = new TappedLink(network, link);
        long started = System.nanoTime();
        terminal.line("  Eve intercepts every photon on " + tapped.name());
        tapped.attackFibre("INTERCEPT_RESEND", 1.0);
        boolean alarmed;
        Map<String, Object> figures = new LinkedHashMap<>();
        try {
            Optional<Double> betrayed = Waiting.answer(DETECTION_LIMIT, () -> betrayal(tapped));
            double qber = betrayed.orElseGet(() -> qber(tapped));
            figures.put("link", tapped.name());
            figures.put("qber", Math.round(qber * 1e4) / 1e4);
            figures.put("detectedAfterSeconds", TappedLink.seconds(started));
            alarmed = betrayed.isPresent() && tapped.deliversNothing();
        } finally {
            if (!leaveAttacked) {
                tapped.leaveFibre();
            }
        }
        if (!leaveAttacked) {
            alarmed &= tapped.recovers(figures);
        }
        return new Verdict(
                alarmed,
                alarmed
                        ? "Eve was noticed at both ends and got no key"
                        : "Eve was not noticed as she should have been",
                figures);
    }

    /** The error rate that gives Eve away, once both ends have raised the alarm. */
    private static Optional<Double> betrayal(TappedLink tapped) {
        return tapped.bothAre("ALARM")
                ? Optional.of(qber(tapped)).filter(rate -> rate >= MIN_QBER && rate <= MAX_QBER)
                : Optional.empty();
    }

    private static double qber(TappedLink tapped) {
        return tapped.alice().path("qber").asDouble(0);
    }
}
