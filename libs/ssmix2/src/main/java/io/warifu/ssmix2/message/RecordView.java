package io.warifu.ssmix2.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main fields of one record for people: plain texts and lists, fit for JSON. It adds nothing
 * and hides nothing that {@link #segments()} does not show.
 *
 * @param structure message structure, {@code RDE_O11}; empty if the message names none
 * @param event {@code RDE^O11}
 * @param controlId MSH-10
 * @param messageTime MSH-7 as written
 * @param careTime the field that gives the care-date folder of this event, as written; empty if the
 *     event has none
 * @param cancelled the event takes back an earlier one
 * @param patient who the message says its patient is
 * @param lines clinical lines in the order of the message
 * @param segments all segments, at most {@value #MAX_SEGMENTS}
 * @param remarks what a reader should know about how the message was read
 */
public record RecordView(
        String structure,
        String event,
        String controlId,
        String messageTime,
        String careTime,
        boolean cancelled,
        Optional<Demographics> patient,
        List<Line> lines,
        List<Segment> segments,
        List<String> remarks) {

    public static final int MAX_SEGMENTS = 2_000;
    public static final int MAX_LINES = 2_000;

    public RecordView {
        lines = List.copyOf(lines);
        segments = List.copyOf(segments);
        remarks = List.copyOf(remarks);
    }

    /** What a line tells. */
    public enum Kind {
        VISIT,
        DRUG,
        ADMINISTRATION,
        DIET,
        ORDER_ITEM,
        TEST,
        DIAGNOSIS,
        ALLERGY,
        IMAGE
    }

    /**
     * One clinical statement.
     *
     * @param code in {@code system}; empty if uncoded
     * @param text the name of the drug, test, diagnosis, allergen or event
     * @param details named main fields such as {@code dose}, {@code unit}, {@code days}, {@code
     *     value}, {@code icd10}, in reading order; none is empty
     */
    public record Line(
            Kind kind, String code, String system, String text, Map<String, String> details) {

        public Line {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }
    }

    /** One segment with its filled fields. */
    public record Segment(String name, List<Field> fields) {

        public Segment {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One filled field.
     *
     * @param title name of the field in the standard; empty for local segments
     * @param text with its delimiters
     */
    public record Field(int number, String title, String text) {}
}
