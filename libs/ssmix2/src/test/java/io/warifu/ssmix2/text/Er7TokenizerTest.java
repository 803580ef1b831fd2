package io.warifu.ssmix2.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Er7TokenizerTest {

    private static final String HEADER = "MSH|^~\\&|HIS|H0001";

    private static Er7Tokenizer.Message message(String text) {
        return (Er7Tokenizer.Message) Er7Tokenizer.tokenize(text);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "MSH", "PID|1", "日本", "msh|^~\\&|"})
    void textWithoutAHeaderIsNoMessage(String text) {
        assertThat(Er7Tokenizer.tokenize(text)).isInstanceOf(Er7Tokenizer.NotHl7.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r", "\r\u001C", "\u001C", "\r\u001C\r"})
    void theEndOfTheLastSegmentMayBeWrittenInEachKnownWay(String end) {
        Er7Tokenizer.Message message = message(HEADER + "\rPID|1||42" + end);

        assertThat(message.segments()).hasSize(2);
        assertThat(message.value("PID", 3, 1)).isEqualTo("42");
    }

    @Test
    void headerFieldsCountTheSeparatorAsTheFirst() {
        Er7Segment header = message(HEADER).header();

        assertThat(header.field(1)).isEqualTo("|");
        assertThat(header.field(2)).isEqualTo("^~\\&");
        assertThat(header.field(4)).isEqualTo("H0001");
        assertThat(header.fieldCount()).isEqualTo(4);
    }

    @Test
    void whatIsMissingReadsAsEmpty() {
        Er7Tokenizer.Message message = message(HEADER + "\rPID|1||a^b&c~d");

        assertThat(message.value("ZZZ", 1, 1)).isEmpty();
        assertThat(message.value("PID", 99, 1)).isEmpty();
        assertThat(message.value("PID", 3, 9)).isEmpty();
        assertThat(message.first("PID").orElseThrow().value(3, 1, 2, 2)).isEqualTo("c");
        assertThat(message.first("PID").orElseThrow().value(3, 2, 1, 1)).isEqualTo("d");
        assertThat(message.first("PID").orElseThrow().value(3, 3, 1, 1)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a\\F\\b, a|b",
        "a\\S\\b, a^b",
        "a\\T\\b, a&b",
        "a\\R\\b, a~b",
        "a\\E\\b, a\\b",
        "a\\X41\\b, aAb",
        "a\\Xzz\\b, a\\Xzz\\b",
        "a\\b, a\\b",
        "a\\Q\\b, a\\Q\\b",
    })
    void escapesAreResolvedAndBrokenOnesShown(String escaped, String plain) {
        assertThat(message(HEADER).delimiters().unescape(escaped)).isEqualTo(plain);
    }

    @Test
    void aLineBreakEscapeBreaksTheLine() {
        assertThat(message(HEADER).delimiters().unescape("a\\.br\\b")).isEqualTo("a\nb");
    }
}
