package io.warifu.crossref.patient;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Brings the many ways to write one Japanese name to one form: half-width kana to full-width,
 * hiragana to katakana, Latin to upper case, the family of long-vowel marks and hyphens to one
 * mark; spaces, middle dots and variation selectors are dropped.
 *
 * <p>Limit: variant characters of one kanji (高 and 髙) stay apart.
 */
final class NameForm {

    private static final int HIRAGANA_FIRST = 0x3041;
    private static final int HIRAGANA_LAST = 0x3096;
    private static final int HIRAGANA_MARKS_FIRST = 0x309D;
    private static final int HIRAGANA_MARKS_LAST = 0x309E;
    private static final int TO_KATAKANA = 0x60;
    private static final int LONG_VOWEL = 0x30FC;
    private static final int MIDDLE_DOT = 0x30FB;

    private NameForm() {}

    static String of(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder form = new StringBuilder(compatible.length());
        compatible
                .codePoints()
                .filter(c -> !dropped(c))
                .map(NameForm::unified)
                .forEach(form::appendCodePoint);
        return form.toString().toUpperCase(Locale.ROOT);
    }

    /** Whether {@code form} holds kana only, as a first syllable typed alone does. */
    static boolean kanaOnly(String form) {
        return form.codePoints()
                .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA);
    }

    private static boolean dropped(int c) {
        return Character.isSpaceChar(c)
                || Character.isWhitespace(c)
                || c == MIDDLE_DOT
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static int unified(int c) {
        if ((c >= HIRAGANA_FIRST && c <= HIRAGANA_LAST)
                || (c >= HIRAGANA_MARKS_FIRST && c <= HIRAGANA_MARKS_LAST)) {
            return c + TO_KATAKANA;
        }
        return switch (c) {
            case '-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> LONG_VOWEL;
            default -> c;
        };
    }
}
