package io.warifu.ssmix2.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The five characters that MSH-1 and MSH-2 declare; usually {@code |^~\&}. */
public record Er7Delimiters(
        char field, char component, char repetition, char escape, char subComponent) {

    private static final int MAX_ESCAPE_CHARACTERS = 256;

    /**
     * Resolves {@code \F\ \S\ \T\ \R\ \E\ \.br\ \Xdd..\}; any other or broken sequence stays as it
     * stands, because showing too much is better than hiding something.
     */
    public String unescape(String text) {
        if (text.indexOf(escape) < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = text.charAt(i) == escape ? text.indexOf(escape, i + 1) : -1;
            if (end < 0 || end - i > MAX_ESCAPE_CHARACTERS) {
                out.append(text.charAt(i));
                i++;
                continue;
            }
            out.append(resolve(text.substring(i + 1, end), text.substring(i, end + 1)));
            i = end + 1;
        }
        return out.toString();
    }

    private String resolve(String name, String whole) {
        return switch (name) {
            case "F" -> String.valueOf(field);
            case "S" -> String.valueOf(component);
            case "T" -> String.valueOf(subComponent);
            case "R" -> String.valueOf(repetition);
            case "E" -> String.valueOf(escape);
            case ".br" -> "\n";
            default -> name.startsWith("X") ? hexadecimal(name.substring(1), whole) : whole;
        };
    }

    private static String hexadecimal(String digits, String whole) {
        try {
            return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            return whole;
        }
    }
}
