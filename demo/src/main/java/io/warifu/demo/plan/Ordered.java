package io.warifu.demo.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep the order in which they are written. */
final class Ordered {

    private Ordered() {}

    /** Keys and values in turn. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
