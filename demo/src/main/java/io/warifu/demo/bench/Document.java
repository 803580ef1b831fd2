package io.warifu.demo.bench;

import java.lang.management.ManagementFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a benchmark: what all of them say of the run and the machine, and its text. */
public final class Document {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Document() {}

    /** Begins one; {@code quick} says that the figures are worth nothing. */
    public static ObjectNode of(String benchmark, boolean quick) {
        return JSON.createObjectNode()
                .put("benchmark", benchmark)
                .put("quick", quick)
                .put("java", Runtime.version().toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put(
                        "loadAverage",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** A record as a tree. */
    public static ObjectNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** For people to read, too. */
    public static String text(ObjectNode document) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
