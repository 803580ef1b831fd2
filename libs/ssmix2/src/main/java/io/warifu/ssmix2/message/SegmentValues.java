package io.warifu.ssmix2.message;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.util.Terser;
import io.warifu.ssmix2.text.Er7Segment;

/**
 * Field access that is the same for a segment of the typed model and for one that only the
 * tokenizer could read. Numbers count from 1; what is missing reads as the empty text.
 */
sealed interface SegmentValues {

    String name();

    String value(int field, int repetition, int component, int subComponent);

    default String value(int field, int component) {
        return value(field, 1, component, 1);
    }

    /** The name of a coded element, or its code where it has no name. */
    default String coded(int field) {
        String name = value(field, 2);
        return name.isEmpty() ? value(field, 1) : name;
    }

    /** Of HAPI's model. */
    record Typed(Segment segment) implements SegmentValues {

        @Override
        public String name() {
            // In a generic message the second PRB is called PRB2.
            String name = segment.getName();
            return name.substring(0, Math.min(3, name.length()));
        }

        @Override
        public String value(int field, int repetition, int component, int subComponent) {
            if (field > segment.numFields()) {
                return "";
            }
            try {
                String value = Terser.get(segment, field, repetition - 1, component, subComponent);
                return value == null ? "" : cleaned(value.replace("\\.br\\", "\n"));
            } catch (HL7Exception _) {
                return "";
            }
        }
    }

    /** Of the tokenizer. */
    record Plain(Er7Segment segment) implements SegmentValues {

        @Override
        public String name() {
            return segment.name();
        }

        @Override
        public String value(int field, int repetition, int component, int subComponent) {
            return cleaned(segment.value(field, repetition, component, subComponent));
        }
    }

    /** HL7 writes {@code ""} for a value that was deleted. */
    private static String cleaned(String value) {
        return value.equals("\"\"") ? "" : value.strip();
    }
}
