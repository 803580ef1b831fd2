package io.warifu.demo.generate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/**
 * ASCII and JIS X 0208 under ISO 2022 switching, as SS-MIX2 wants it.
 *
 * <p>Guarantee: a character outside stops the generation; nothing is ever replaced by a question
 * mark. The text returns to ASCII before every delimiter because delimiters are ASCII.
 */
final class JisEncoder {

    private final CharsetEncoder encoder =
            Charset.forName("ISO-2022-JP")
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    byte[] encode(String text) {
        try {
            // Over an array: the JDK's encoder is several times slower over other sequences.
            ByteBuffer encoded = encoder.encode(CharBuffer.wrap(text.toCharArray()));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(
                    "a text of the generator is not JIS X 0208: " + text, e);
        }
    }
}
