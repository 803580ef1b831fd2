package io.warifu.ssmix2.message;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of SS-MIX2 Ver. 1.2: what they are called, which cancel, and when the care was. */
final class Events {

    private static final Set<String> CANCELLING =
            Set.of("A11", "A12", "A13", "A23", "A25", "A26", "A27", "A52", "A53", "A55");

    private static final Map<String, String> VISITS =
            Map.ofEntries(
                    Map.entry("A01", "admission"),
                    Map.entry("A02", "transfer"),
                    Map.entry("A03", "discharge"),
                    Map.entry("A04", "outpatient check-in"),
                    Map.entry("A11", "admission cancelled"),
                    Map.entry("A12", "transfer cancelled"),
                    Map.entry("A13", "discharge cancelled"),
                    Map.entry("A14", "planned admission"),
                    Map.entry("A15", "planned transfer"),
                    Map.entry("A16", "planned discharge"),
                    Map.entry("A21", "leave of absence"),
                    Map.entry("A22", "return from leave"),
                    Map.entry("A25", "planned discharge cancelled"),
                    Map.entry("A26", "planned transfer cancelled"),
                    Map.entry("A27", "planned admission cancelled"),
                    Map.entry("A52", "leave of absence cancelled"),
                    Map.entry("A53", "return from leave cancelled"),
                    Map.entry("A54", "change of attending doctor"),
                    Map.entry("A55", "change of attending doctor cancelled"));

    private static final Map<String, String> CARE_TIMES =
            Map.ofEntries(
                    Map.entry("A01", "PV1-44"),
                    Map.entry("A04", "PV1-44"),
                    Map.entry("A11", "PV1-44"),
                    Map.entry("A03", "PV1-45"),
                    Map.entry("A13", "PV1-45"),
                    Map.entry("A14", "PV2-8"),
                    Map.entry("A15", "PV2-8"),
                    Map.entry("A26", "PV2-8"),
                    Map.entry("A27", "PV2-8"),
                    Map.entry("A16", "PV2-9"),
                    Map.entry("A25", "PV2-9"),
                    Map.entry("A02", "EVN-6"),
                    Map.entry("A12", "EVN-6"),
                    Map.entry("A21", "EVN-6"),
                    Map.entry("A22", "EVN-6"),
                    Map.entry("A52", "EVN-6"),
                    Map.entry("A53", "PV2-47"),
                    Map.entry("O11", "ORC-9"),
                    Map.entry("O03", "ORC-9"),
                    Map.entry("O33", "ORC-9"),
                    Map.entry("O19", "ORC-9"),
                    Map.entry("O17", "RXA-3"),
                    Map.entry("R22", "SPM-17"),
                    Map.entry("Z23", "OBR-7"),
                    Map.entry("R01", "OBR-7"));

    private Events() {}

    static boolean cancelling(String trigger) {
        return CANCELLING.contains(trigger);
    }

    /** What the event does to a visit; empty if it is about something else. */
    static String visit(String trigger) {
        return VISITS.getOrDefault(trigger, "");
    }

    /** The value of the field that gives the care-date folder; empty if there is none. */
    static String careTime(String trigger, List<SegmentValues> segments) {
        String field = CARE_TIMES.getOrDefault(trigger, "");
        if (field.isEmpty()) {
            return "";
        }
        String segment = field.substring(0, 3);
        int number = Integer.parseInt(field, 4, field.length(), 10);
        return segments.stream()
                .filter(s -> s.name().equals(segment))
                .map(s -> s.value(number, 1))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
