package io.warifu.simulator.link;

import io.warifu.simulator.bb84.ErrorEstimate;
import io.warifu.simulator.feed.AlarmReport;
import java.util.Locale;

/**
 * The alarm of one link: raised by a single round above the error limit, cleared only by {@value
 * #CLEAN_ROUNDS_TO_CLEAR} clean rounds in a row. Used by one thread.
 */
final class AlarmLatch {

    static final int CLEAN_ROUNDS_TO_CLEAR = 3;

    private int cleanRoundsMissing;
    private double qber;

    boolean isRaised() {
        return cleanRoundsMissing > 0;
    }

    /** Takes up an alarm that stood before this process was started. */
    void resume() {
        cleanRoundsMissing = CLEAN_ROUNDS_TO_CLEAR;
    }

    void tapped(ErrorEstimate errors) {
        cleanRoundsMissing = CLEAN_ROUNDS_TO_CLEAR;
        qber = errors.qber();
    }

    void clean(ErrorEstimate errors) {
        cleanRoundsMissing = Math.max(0, cleanRoundsMissing - 1);
        qber = errors.qber();
    }

    AlarmReport report() {
        String rate = String.format(Locale.ROOT, "%.4f", qber);
        return new AlarmReport(
                isRaised(),
                qber,
                isRaised()
                        ? "QBER " + rate + " is or was above " + ErrorEstimate.MAX_QBER
                        : "QBER " + rate + " is in order");
    }
}
