package io.warifu.demo.command;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.simulator.preset.Confidence;
import io.warifu.simulator.preset.Preset;
import io.warifu.simulator.preset.Presets;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the QKD calculators share: presets by name, refusals, and the head of their answers. */
final class QkdPresets {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private QkdPresets() {}

    static Preset named(String name) {
        try {
            return Presets.named(name);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.NOT_FOUND, String.valueOf(e.getMessage()), e);
        }
    }

    /** Calculates; a value that the formulas refuse becomes a refusal of the command. */
    static <T> T calculate(Supplier<T> calculation) {
        try {
            return calculation.get();
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    /** A JSON document that begins with what was asked about and how far it can be trusted. */
    static ObjectNode document(Preset preset) {
        ObjectNode document =
                JSON.createObjectNode()
                        .put("preset", preset.name())
                        .put("title", preset.title())
                        .put("source", preset.citation())
                        .put("confidence", preset.confidence().name());
        ObjectNode values = document.putObject("parameters");
        preset.values()
                .forEach((name, value) ->
                        values.putObject(name)
                                .put("source", value.source())
                                .put("confidence", value.confidence().name())
                                .set("value", JSON.valueToTree(value.value())));
        return document;
    }

    static void print(ObjectNode document) {
        System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    static void printHead(Preset preset) {
        System.out.printf(
                "%s: %s%n  source: %s%n  confidence: %s%n",
                preset.name(), preset.title(), preset.citation(), preset.confidence());
    }

    /** Lists what was fitted: a prediction of what a value was fitted to proves nothing. */
    static void printCalibrated(Preset preset) {
        preset.values()
                .forEach((name, value) -> {
                    if (value.confidence() == Confidence.CALIBRATED) {
                        System.out.printf("%s was calibrated %s%n", name, value.source());
                    }
                });
    }

    /** JSON has no NaN: a term that a proof does not have is null. */
    static void putTerm(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
