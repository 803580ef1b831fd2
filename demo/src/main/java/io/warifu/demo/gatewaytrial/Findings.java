package io.warifu.demo.gatewaytrial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trial measured, and which of its requirements did not hold. */
public final class Findings {

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Notes a measured value. */
    public void figure(String name, Object value) {
        figures.put(name, value);
    }

    /** Notes a failure unless {@code held}; returns it. */
    public boolean require(boolean held, String what) {
        if (!held) {
            failures.add(what);
        }
        return held;
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** Requirements that did not hold, in the order in which they were looked at. */
    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** In the order in which they were noted. */
    public Map<String, Object> figures() {
        return Collections.unmodifiableMap(figures);
    }

    static double seconds(long fromNanos, long toNanos) {
        return Math.round((toNanos - fromNanos) / 1e7) / 100.0;
    }

    @Override
    public String toString() {
        return (passed() ? "passed" : "failed: " + failures) + " " + figures;
    }
}
