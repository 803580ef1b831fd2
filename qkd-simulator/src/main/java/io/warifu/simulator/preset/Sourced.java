package io.warifu.simulator.preset;

/**
 * A value that says where it comes from.
 *
 * @param source citation, or the reason for the choice
 */
public record Sourced<T>(T value, String source, Confidence confidence) {

    static <T> Sourced<T> published(T value, String source) {
        return new Sourced<>(value, source, Confidence.PUBLISHED);
    }

    static <T> Sourced<T> computed(T value, String source) {
        return new Sourced<>(value, source, Confidence.COMPUTED);
    }

    static <T> Sourced<T> calibrated(T value, String source) {
        return new Sourced<>(value, source, Confidence.CALIBRATED);
    }

    static <T> Sourced<T> recalled(T value, String source) {
        return new Sourced<>(value, source, Confidence.RECALLED);
    }

    static <T> Sourced<T> illustrative(T value, String source) {
        return new Sourced<>(value, source, Confidence.ILLUSTRATIVE);
    }
}
