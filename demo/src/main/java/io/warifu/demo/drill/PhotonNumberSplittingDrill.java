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

/**
 * Eve keeps one photon of every pulse that has several and blocks those that have one, so that the
 * gain of the signal and the error rate stay what they were. Only the decoys show that single
 * photons are missing; no key may leave.
 */
public final class PhotonNumberSplittingDrill implements Drill {

    private static final double MAX_GAIN_CHANGE = 0.15;
    private static final double MAX_QBER_CHANGE = 0.02;
    private static final double MAX_SHARE_UNDER_ATTACK = 0.2;
    private static final Duration DETECTION_LIMIT = Duration.ofMinutes(1);

    private final QkdLink link;

    PhotonNumberSplittingDrill(QkdLink link) {
        this.link = link;
    }

    static PhotonNumberSplittingDrill onDefaultLink() {
        return new PhotonNumberSplittingDrill(NetworkPlan.LINKS.get(0));
    }

    @Override
    public String name() {
        return "photon-number-splitting";
    }

    @Override
    public String purpose() {
        return "Eve splits multi-photon pulses: gain and error rate stay, the decoys give her away";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        TappedLink tapped = new TappedLink(network, link);
        var before = tapped.alice();
        DecoyEstimate honest = DecoyEstimate.of(before);
        double honestQber = before.path("qber").asDouble(1);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("link", tapped.name());
        figures.put("signalGainBefore", honest.signalGain());
        figures.put("qberBefore", honestQber);
        figures.put("singlePhotonShareBefore", rounded(honest.singlePhotonShare()));
        terminal.line("  Eve splits photon numbers on " + tapped.name());
        long started = System.nanoTime();
        tapped.attackFibre("PHOTON_NUMBER_SPLITTING", 1.0);
        boolean held;
        try {
            held = Waiting.until(DETECTION_LIMIT, () -> tapped.bothAre("ALARM"));
            figures.put("detectedAfterSeconds", TappedLink.seconds(started));
            var during = tapped.alice();
            DecoyEstimate split = DecoyEstimate.of(during);
            double qber = during.path("qber").asDouble(1);
            figures.put("signalGainDuring", split.signalGain());
            figures.put("qberDuring", qber);
            figures.put("singlePhotonShareDuring", rounded(split.singlePhotonShare()));
            // The lesson: all of this key would have been Eve's.
            figures.put(
                    "withoutDecoysBitsPerSecond",
                    Math.round(
                            DecoyEstimate.believedWithoutDecoys(
                                    during.path("siftedBitsPerSecond").asDouble(0), qber)));
            held &=
                    Math.abs(split.signalGain() / honest.signalGain() - 1) <= MAX_GAIN_CHANGE
                            && Math.abs(qber - honestQber) <= MAX_QBER_CHANGE
                            && split.singlePhotonShare() < MAX_SHARE_UNDER_ATTACK
                            && honest.singlePhotonShare() > MAX_SHARE_UNDER_ATTACK;
            boolean silent = tapped.deliversNothing();
            figures.put("keyLeft", !silent);
            held &= silent;
        } finally {
            tapped.leaveFibre();
        }
        held &= tapped.recovers(figures);
        return new Verdict(
                held,
                held
                        ? "gain and error rate stayed, the decoys gave Eve away, and no key left"
                        : "Eve was not noticed as she should have been",
                figures);
    }

    private static double rounded(double share) {
        return Math.round(share * 1e3) / 1e3;
    }
}
