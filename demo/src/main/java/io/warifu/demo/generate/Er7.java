package io.warifu.demo.generate;

/** Pieces of HL7 v2 fields in bar-and-caret form. */
final class Er7 {

    /** Says "delete what you have", where an empty field says nothing. */
    static final String NULL = "\"\"";

    private Er7() {}

    /** Free text with the five delimiters written as escapes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '&' -> escaped.append("\\T\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String coded(String code, String text, String system) {
        return code + '^' + escape(text) + '^' + system;
    }

    /** A unit, coded by itself. */
    static String unit(String unit) {
        return unit.isEmpty() ? "" : coded(unit, unit, "ISO+");
    }

    static String staff(CodeTables.Doctor doctor) {
        return doctor.id() + '^' + doctor.family() + '^' + doctor.given() + "^^^^^^^L^^^^^I";
    }

    static String phone(String number) {
        return "^PRN^PH^^^^^^^^^" + number;
    }
}
