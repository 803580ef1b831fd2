package io.warifu.ssmix2.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Hl7CharsetTest {

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    @Test
    void twoBytesThatAreNoJisAreUndecodable() {
        assertThat(Hl7Charset.decode(bytes("83 5C"))).isInstanceOf(Hl7Charset.Undecodable.class);
    }

    @Test
    void shiftJisAndUtf8AreNeverGuessed() {
        for (Charset other : new Charset[] {Charset.forName("Shift_JIS"), StandardCharsets.UTF_8}) {
            assertThat(Hl7Charset.decode("MSH|患者".getBytes(other)))
                    .isInstanceOf(Hl7Charset.Undecodable.class);
        }
    }

    // The bytes of a bar, an ampersand, a caret and a backslash within kanji.
    @ParameterizedTest(name = "{1} holds the byte of a delimiter")
    @CsvSource({"46 7C, 日", "25 26, ウ", "25 5E, マ", "4B 5C, 本"})
    void readsCharactersThatHoldDelimiterBytes(String hex, String character) {
        byte[] text = bytes("1B 24 42 " + hex + " 1B 28 42");

        assertThat(Hl7Charset.decode(text)).isEqualTo(new Hl7Charset.Decoded(character, List.of()));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "1B 28 49 36 1B 28 42, half-width kana (ESC ( I)",
        "1B 28 4A 5C 1B 28 42, JIS X 0201 Roman (ESC ( J): a backslash became a yen sign",
        "1B 24 40 46 7C 1B 28 42, JIS C 6226-1978 (ESC $ @)",
        "1B 24 42 46 7C, no return to ASCII before the end of the text",
        "1B 24 42 2D 21 1B 28 42, characters outside JIS X 0208 (vendor extension)",
    })
    void namesWhatJavaAcceptsAndSsMixDoesNot(String hex, String remark) {
        assertThat(Hl7Charset.decode(bytes(hex)))
                .isInstanceOfSatisfying(
                        Hl7Charset.Decoded.class,
                        decoded -> assertThat(decoded.remarks()).contains(remark));
    }

    @Test
    void aSegmentThatEndsWithinKanjiIsNeverConformant() {
        Hl7Charset.Decoding decoding =
                Hl7Charset.decode(bytes("41 1B 24 42 46 7C 0D 46 7C 1B 28 42"));

        switch (decoding) {
            case Hl7Charset.Undecodable undecodable ->
                    assertThat(undecodable.reason()).isNotEmpty();
            case Hl7Charset.Decoded decoded ->
                    assertThat(decoded.remarks())
                            .contains("no return to ASCII before the end of a segment");
        }
    }
}
