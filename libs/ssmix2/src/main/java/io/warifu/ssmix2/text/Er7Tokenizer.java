package io.warifu.ssmix2.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts decoded text into segments and fields. It takes characters, never bytes: one in twelve kanji
 * contains the byte of a delimiter.
 *
 * <p>Guarantee: no text throws. Tolerated: a missing last segment end, an MLLP trailer left in
 * ({@code FS}), a line feed after a carriage return. Limit: {@link #MAX_SEGMENTS}.
 */
public final class Er7Tokenizer {

    public static final int MAX_SEGMENTS = 100_000;

    private static final int HEADER_CHARACTERS = 8;

    private Er7Tokenizer() {}

    /** A message, or why the text is none. */
    public sealed interface Tokens {}

    /** Segments in the order of the text, the first of which is MSH. */
    public record Message(Er7Delimiters delimiters, List<Er7Segment> segments) implements Tokens {

        public Message {
            segments = List.copyOf(segments);
        }

        public Er7Segment header() {
            return segments.getFirst();
        }

        public Optional<Er7Segment> first(String name) {
            return segments.stream().filter(s -> s.name().equals(name)).findFirst();
        }

        public List<Er7Segment> all(String name) {
            return segments.stream().filter(s -> s.name().equals(name)).toList();
        }

        /** A component of the first such segment; empty if anything on the way is missing. */
        public String value(String name, int field, int component) {
            return first(name).map(s -> s.value(field, component)).orElse("");
        }
    }

    /** No HL7 v2 message. */
    public record NotHl7(String reason) implements Tokens {}

    public static Tokens tokenize(String text) {
        if (text.length() < HEADER_CHARACTERS || !text.startsWith("MSH")) {
            return new NotHl7("the text does not begin with a message header (MSH)");
        }
        Er7Delimiters delimiters =
                new Er7Delimiters(
                        text.charAt(3),
                        text.charAt(4),
                        text.charAt(5),
                        text.charAt(6),
                        text.charAt(7));
        List<Er7Segment> segments = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\r', from);
            int to = end < 0 ? text.length() : end;
            String line = trimmed(text.substring(from, to));
            if (!line.isEmpty()) {
                segments.add(new Er7Segment(line, delimiters));
            }
            if (segments.size() > MAX_SEGMENTS) {
                return new NotHl7("the message has more than " + MAX_SEGMENTS + " segments");
            }
            from = to + 1;
        }
        return new Message(delimiters, segments);
    }

    private static String trimmed(String line) {
        String text = line.startsWith("\n") ? line.substring(1) : line;
        return text.endsWith("\u001C") ? text.substring(0, text.length() - 1) : text;
    }
}
