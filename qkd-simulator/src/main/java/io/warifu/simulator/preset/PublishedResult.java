package io.warifu.simulator.preset;

/**
 * A result that others reported for this link, in the unit of the figure.
 *
 * @param low lower end of the reported range
 * @param high upper end; equal to {@code low} for a single value
 */
public record PublishedResult(
        Figure figure, double low, double high, String source, Confidence confidence) {}
