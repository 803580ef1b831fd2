package io.warifu.simulator.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the fields of one JSON object in their one order, each of its one type. */
final class Fields {

    private static final long MAX_COUNT = 1L << 53;

    private final String where;
    private final Map<String, Object> members;
    private final List<String> names;
    private int next;

    private Fields(String where, Map<String, Object> members) {
        this.where = where;
        this.members = members;
        this.names = List.copyOf(members.keySet());
    }

    static Fields of(String line) throws Rejection {
        return new Fields("ledger", StrictJson.object(line));
    }

    /** A number of things: 0 to 2^53. */
    long count(String name) throws Rejection {
        long value = whole(name);
        Rejection.unless(value <= MAX_COUNT, Check.FIELD, name + " is too large");
        return value;
    }

    /** A whole number, not below 0. */
    long whole(String name) throws Rejection {
        if (take(name) instanceof Long value && value >= 0) {
            return value;
        }
        throw new Rejection(Check.FIELD, name + " is no whole number from 0 up");
    }

    /** A positive real number. */
    double positive(String name) throws Rejection {
        double value = real(name);
        Rejection.unless(value > 0, Check.FIELD, name + " is not above 0");
        return value;
    }

    double real(String name) throws Rejection {
        if (take(name) instanceof Double value && value >= 0) {
            return value;
        }
        throw new Rejection(Check.FIELD, name + " is no real number from 0 up");
    }

    /** A chance: above 0, below 1. */
    double chance(String name) throws Rejection {
        double value = positive(name);
        Rejection.unless(value < 1, Check.FIELD, name + " is not below 1");
        return value;
    }

    String word(String name, String form) throws Rejection {
        if (take(name) instanceof String value && value.matches(form)) {
            return value;
        }
        throw new Rejection(Check.FIELD, name + " is malformed");
    }

    Fields object(String name) throws Rejection {
        return fields(name, take(name));
    }

    List<Fields> objects(String name) throws Rejection {
        List<Fields> all = new ArrayList<>();
        if (take(name) instanceof List<?> elements) {
            for (Object element : elements) {
                all.add(fields(name, element));
            }
            return all;
        }
        throw new Rejection(Check.FIELD, name + " is no list");
    }

    void end() throws Rejection {
        Rejection.unless(next == names.size(), Check.FORM, "unknown field in " + where);
    }

    private Object take(String name) throws Rejection {
        if (next >= names.size() || !names.get(next).equals(name)) {
            throw new Rejection(Check.FORM, "field " + name + " is not in its place in " + where);
        }
        next++;
        Object value = members.get(name);
        return value == null ? "" : value;
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other maps.
    private static Fields fields(String name, Object value) throws Rejection {
        if (value instanceof Map<?, ?> members) {
            return new Fields(name, (Map<String, Object>) members);
        }
        throw new Rejection(Check.FIELD, name + " is no object");
    }
}
