package io.warifu.simulator.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON of one form only: objects, arrays, plain words and numbers, without blanks, escapes or
 * repeated names, each number in its shortest form. What it returns are maps in the order of the
 * text, lists, strings, longs and doubles.
 */
final class StrictJson {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_ELEMENTS = 64;

    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) throws Rejection {
        StrictJson json = new StrictJson(text);
        Map<String, Object> object = json.object(0);
        if (json.at != text.length()) {
            throw json.malformed("nothing more");
        }
        return object;
    }

    private Map<String, Object> object(int depth) throws Rejection {
        expect('{');
        Map<String, Object> members = new LinkedHashMap<>();
        do {
            String name = word();
            expect(':');
            if (members.put(name, value(depth + 1)) != null || members.size() > MAX_ELEMENTS) {
                throw malformed("no repeated and no further field");
            }
        } while (taken(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) throws Rejection {
        expect('[');
        List<Object> elements = new ArrayList<>();
        do {
            elements.add(object(depth));
        } while (taken(',') && elements.size() < MAX_ELEMENTS);
        expect(']');
        return elements;
    }

    private Object value(int depth) throws Rejection {
        if (depth > MAX_DEPTH || at >= text.length()) {
            throw malformed("a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> word();
            default -> number();
        };
    }

    private String word() throws Rejection {
        expect('"');
        int start = at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        expect('"');
        return word;
    }

    private Object number() throws Rejection {
        int start = at;
        while (at < text.length() && "0123456789.E-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            if (number.indexOf('.') >= 0) {
                double real = Double.parseDouble(number);
                if (Double.toString(real).equals(number)) {
                    return real;
                }
            } else {
                long whole = Long.parseLong(number);
                if (Long.toString(whole).equals(number)) {
                    return whole;
                }
            }
        } catch (NumberFormatException e) {
            throw new Rejection(Check.FORM, "not a number at character " + start, e);
        }
        throw malformed("a number in its shortest form");
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws Rejection {
        if (!taken(c)) {
            throw malformed("'" + c + "'");
        }
    }

    private Rejection malformed(String expected) {
        return new Rejection(Check.FORM, "at character " + at + " stands not " + expected);
    }
}
