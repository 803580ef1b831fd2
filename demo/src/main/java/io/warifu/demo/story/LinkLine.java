package io.warifu.demo.story;

import io.warifu.demo.plan.QkdLink;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One QKD link in a line: state, error rate, secret rate; and where its parameters come from. */
public final class LinkLine {

    private LinkLine() {}

    public static String of(QkdLink link, JsonNode state) {
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "link %-17s %-12s QBER %5.2f %%  %9s  blocks %d",
                        link.name(),
                        state.path("state").asString("NO ANSWER"),
                        100 * state.path("qber").asDouble(0),
                        rate(state.path("secretBitsPerSecond").asDouble(0)),
                        state.path("blocks").asLong(0)));
        append(line, "  ", state.path("preset").asString(""));
        if (state.path("illustrative").asBoolean(link.illustrative())) {
            line.append("  (illustrative)");
        }
        JsonNode abort = state.path("lastAbort");
        if (abort.isObject()) {
            append(line, "  last abort: ", abort.path("check").asString(""));
        }
        return line.toString();
    }

    /** Where the parameters of all links come from, once for each preset. */
    public static List<String> origins(Collection<JsonNode> states) {
        return states.stream()
                .filter(state -> !state.path("preset").asString("").isEmpty())
                .map(state ->
                        "preset %s: %s (confidence: %s)"
                                .formatted(
                                        state.path("preset").asString(""),
                                        state.path("source").asString(""),
                                        state.path("confidence")
                                                .asString("")
                                                .toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    private static String rate(double bitsPerSecond) {
        return bitsPerSecond >= 1e5
                ? String.format(Locale.ROOT, "%.2f Mbit/s", bitsPerSecond / 1e6)
                : String.format(Locale.ROOT, "%.1f kbit/s", bitsPerSecond / 1e3);
    }

    private static void append(StringBuilder line, String before, String text) {
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }
}
