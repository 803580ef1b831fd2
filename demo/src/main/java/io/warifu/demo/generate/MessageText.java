package io.warifu.demo.generate;

/**
 * An HL7 message under construction: segments in order, and in each the fields from left to right,
 * all already escaped. Every segment ends with a carriage return, the last one too.
 */
final class MessageText {

    private static final int USUAL_CHARACTERS = 4096;

    private final StringBuilder text = new StringBuilder(USUAL_CHARACTERS);
    private int field;

    /** Adds a whole segment that was built elsewhere, without its carriage return. */
    MessageText line(String wholeSegment) {
        end();
        text.append(wholeSegment);
        return this;
    }

    MessageText segment(String name) {
        return line(name);
    }

    /** Field {@code number} of the present segment. */
    MessageText at(int number, String value) {
        if (number <= field) {
            throw new IllegalStateException("fields go from left to right");
        }
        text.repeat('|', number - field).append(value);
        field = number;
        return this;
    }

    /** Goes on with a segment added as a whole line, whose last field was {@code lastField}. */
    MessageText continueAt(int lastField) {
        field = lastField;
        return this;
    }

    MessageText at(int number, long value) {
        return at(number, Long.toString(value));
    }

    String finish() {
        end();
        return text.toString();
    }

    private void end() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\r') {
            text.append('\r');
        }
        field = 0;
    }
}
