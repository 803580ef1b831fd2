package io.warifu.simulator.link;

import io.warifu.simulator.feed.AlarmReport;
import io.warifu.simulator.session.SiftedRound;
import io.warifu.simulator.session.Suspicion;
import io.warifu.simulator.session.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The alarm of one link: raised by a single suspicious round, cleared only by {@value
 * #CLEAN_ROUNDS_TO_CLEAR} rounds in order one after the other. A dark round changes nothing: no
 * light is no evidence. Safe for several threads.
 */
final class AlarmLatch {

    static final int CLEAN_ROUNDS_TO_CLEAR = 3;

    private int cleanRoundsMissing;
    private @Nullable Suspicion suspicion;
    private double qber;

    synchronized boolean isRaised() {
        return cleanRoundsMissing > 0;
    }

    /** Takes up an alarm that stood before this process was started. */
    synchronized void resume() {
        cleanRoundsMissing = CLEAN_ROUNDS_TO_CLEAR;
    }

    void judge(SiftedRound round) {
        judge(round.verdict(), round.qber());
    }

    synchronized void judge(Verdict verdict, double measuredQber) {
        switch (verdict) {
            case Verdict.Suspicious(var why) -> {
                cleanRoundsMissing = CLEAN_ROUNDS_TO_CLEAR;
                suspicion = why;
                qber = measuredQber;
            }
            case Verdict.InOrder() -> {
                cleanRoundsMissing = Math.max(0, cleanRoundsMissing - 1);
                qber = measuredQber;
            }
            case Verdict.TooDark() -> {}
        }
    }

    synchronized AlarmReport report() {
        String rate = String.format(Locale.ROOT, "QBER %.4f", qber);
        return new AlarmReport(isRaised(), qber, isRaised() ? reason(rate) : rate + ", in order");
    }

    private String reason(String rate) {
        return switch (suspicion) {
            case null -> "an alarm from before the restart; " + rate;
            case ERROR_RATE -> rate + ": the error rate is or was above " + Verdict.MAX_QBER;
            case PHOTON_NUMBER -> rate + ": single photons are or were missing among the clicks";
            case BRIGHT_LIGHT -> rate + ": bright light is or was at the receiver";
        };
    }
}
