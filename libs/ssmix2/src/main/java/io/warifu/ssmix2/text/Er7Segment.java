package io.warifu.ssmix2.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One segment, with fields split on demand. A field, repetition, component or sub-component that is
 * not there reads as the empty text; all are counted from 1 as in the standard.
 *
 * @param raw without its end mark
 */
public record Er7Segment(String raw, Er7Delimiters delimiters) {

    /** The first three characters, {@code MSH} or {@code PID}; all of a shorter line. */
    public String name() {
        return raw.substring(0, Math.min(3, raw.length()));
    }

    /** The field with its delimiters and escapes as they stand. */
    public String field(int field) {
        // MSH-1 is the separator itself, so all later fields of MSH count one less.
        boolean header = name().equals("MSH");
        if (header && field == 1) {
            return String.valueOf(delimiters.field());
        }
        return nth(raw, delimiters.field(), header ? field - 1 : field);
    }

    /** Number of the last field that is present. */
    public int fieldCount() {
        int bars = (int) raw.chars().filter(c -> c == delimiters.field()).count();
        return name().equals("MSH") ? bars + 1 : bars;
    }

    public List<String> repetitions(int field) {
        String text = field(field);
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(Pattern.quote(String.valueOf(delimiters.repetition())), -1));
    }

    /** A component of the first repetition, unescaped. */
    public String value(int field, int component) {
        return value(field, 1, component, 1);
    }

    /** A sub-component, unescaped. */
    public String value(int field, int repetition, int component, int subComponent) {
        String text = nth(field(field), delimiters.repetition(), repetition - 1);
        text = nth(text, delimiters.component(), component - 1);
        text = nth(text, delimiters.subComponent(), subComponent - 1);
        return delimiters.unescape(text);
    }

    /** The piece number {@code index} (from 0) of {@code text} cut at {@code delimiter}. */
    private static String nth(String text, char delimiter, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            int next = text.indexOf(delimiter, from);
            if (next < 0) {
                return "";
            }
            from = next + 1;
        }
        int to = text.indexOf(delimiter, from);
        return to < 0 ? text.substring(from) : text.substring(from, to);
    }
}
