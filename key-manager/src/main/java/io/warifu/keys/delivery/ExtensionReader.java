package io.warifu.keys.delivery;

import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads extension_mandatory and extension_optional: arrays of objects, each with one or more
 * name/value pairs. Names that are not ours are refused when mandatory and ignored when optional;
 * values of ours that make no sense are refused in both.
 */
final class ExtensionReader {

    static final int MAX_PATHS = 4;
    static final int MAX_AGE_SECONDS = 86_400;

    /** Names repeated in an answer, and the length they are cut to. */
    private static final int MAX_NAMES = 16;

    private static final int MAX_NAME_CHARACTERS = 64;

    private ExtensionReader() {}

    static Wishes mandatory(@Nullable JsonNode list) {
        Map<String, JsonNode> pairs = pairs(list, "extension_mandatory");
        List<String> unknown = unknown(pairs);
        if (!unknown.isEmpty()) {
            throw KeyRefusal.mandatoryNotSupported(unknown);
        }
        return wishes(pairs);
    }

    static Wishes optional(@Nullable JsonNode list) {
        return wishes(pairs(list, "extension_optional"));
    }

    private static Map<String, JsonNode> pairs(@Nullable JsonNode list, String member) {
        Map<String, JsonNode> pairs = new LinkedHashMap<>();
        if (list == null || list.isNull()) {
            return pairs;
        }
        if (!list.isArray()) {
            throw notObjects(member);
        }
        for (JsonNode entry : list) {
            if (!entry.isObject()) {
                throw notObjects(member);
            }
            for (Map.Entry<String, JsonNode> pair : entry.properties()) {
                JsonNode before = pairs.put(pair.getKey(), pair.getValue());
                if (before != null && !before.equals(pair.getValue())) {
                    throw KeyRefusal.badRequest(member + " shall give each value once");
                }
            }
        }
        return pairs;
    }

    private static KeyRefusal notObjects(String member) {
        return KeyRefusal.badRequest(member + " shall be an array of objects");
    }

    private static List<String> unknown(Map<String, JsonNode> pairs) {
        List<String> unknown = new ArrayList<>();
        for (String name : pairs.keySet()) {
            boolean ours =
                    switch (name) {
                        case Wishes.MIN_PATHS, Wishes.ROUTE, Wishes.HYBRID, Wishes.MAX_AGE -> true;
                        default -> false;
                    };
            if (!ours && unknown.size() < MAX_NAMES) {
                unknown.add(name.substring(0, Math.min(name.length(), MAX_NAME_CHARACTERS)));
            }
        }
        return unknown;
    }

    private static Wishes wishes(Map<String, JsonNode> pairs) {
        Integer minPaths = integer(pairs, Wishes.MIN_PATHS, MAX_PATHS);
        Integer maxAge = integer(pairs, Wishes.MAX_AGE, MAX_AGE_SECONDS);
        return new Wishes(
                minPaths,
                route(pairs.get(Wishes.ROUTE)),
                hybrid(pairs.get(Wishes.HYBRID)),
                maxAge == null ? null : Duration.ofSeconds(maxAge));
    }

    private static @Nullable Integer integer(Map<String, JsonNode> pairs, String name, int most) {
        JsonNode value = pairs.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > most) {
            throw KeyRefusal.badRequest(name + " shall be an integer from 1 to " + most);
        }
        return value.intValue();
    }

    private static @Nullable Route route(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return switch (value.isString() ? value.stringValue() : "") {
            case "direct" -> Route.DIRECT;
            case "relayed" -> Route.RELAYED;
            default -> throw KeyRefusal.badRequest(Wishes.ROUTE + " shall be direct or relayed");
        };
    }

    private static @Nullable Hybrid hybrid(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return switch (value.isString() ? value.stringValue() : "") {
            case "required" -> Hybrid.REQUIRED;
            case "allowed" -> Hybrid.ALLOWED;
            case "off" -> Hybrid.OFF;
            default ->
                    throw KeyRefusal.badRequest(
                            Wishes.HYBRID + " shall be required, allowed or off");
        };
    }
}
