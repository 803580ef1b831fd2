package io.warifu.simulator.proof;

import java.util.List;
import java.util.function.BiConsumer;

/** Writes JSON that has only one form: given order, no blanks, plain words, shortest doubles. */
final class CanonicalJson {

    private final StringBuilder text = new StringBuilder(2048);
    private boolean first = true;

    CanonicalJson() {
        text.append('{');
    }

    CanonicalJson put(String name, String word) {
        name(name).append('"').append(word).append('"');
        return this;
    }

    CanonicalJson put(String name, long value) {
        name(name).append(value);
        return this;
    }

    CanonicalJson put(String name, double value) {
        name(name).append(value);
        return this;
    }

    CanonicalJson open(String name) {
        name(name).append('{');
        first = true;
        return this;
    }

    CanonicalJson close() {
        text.append('}');
        first = false;
        return this;
    }

    <T> CanonicalJson array(String name, List<T> elements, BiConsumer<CanonicalJson, T> writer) {
        name(name).append('[');
        String separator = "";
        for (T element : elements) {
            text.append(separator).append('{');
            first = true;
            writer.accept(this, element);
            text.append('}');
            separator = ",";
        }
        text.append(']');
        first = false;
        return this;
    }

    String end() {
        return text.append('}').toString();
    }

    private StringBuilder name(String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        return text.append('"').append(name).append("\":");
    }
}
