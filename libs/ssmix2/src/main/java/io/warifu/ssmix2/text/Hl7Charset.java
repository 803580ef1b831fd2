package io.warifu.ssmix2.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decodes SS-MIX2 text: ISO-2022-JP whatever MSH-18 says, because there {@code ~ISO IR87} stands in
 * the second repetition, where common libraries do not look.
 *
 * <p>Guarantee: nothing is replaced silently. Text is {@link Decoded} without remarks only if it
 * uses ASCII and JIS X 0208 and returns to ASCII before every segment end; deviations that can
 * still be shown are named; everything else is {@link Undecodable}. Decoding is for index and view
 * only: nobody encodes its result again.
 */
public final class Hl7Charset {

    private static final Charset STANDARD = Charset.forName("ISO-2022-JP");
    private static final Charset VENDOR = Charset.forName("x-windows-iso2022jp");

    private static final int ESC = 0x1B;
    private static final int SHIFT_OUT = 0x0E;
    private static final int SHIFT_IN = 0x0F;
    private static final int CR = 0x0D;

    private Hl7Charset() {}

    /** What became of the bytes. */
    public sealed interface Decoding {}

    /**
     * Readable text.
     *
     * @param remarks how it departs from the character rules of SS-MIX2; empty if it does not
     */
    public record Decoded(String text, List<String> remarks) implements Decoding {

        public Decoded {
            remarks = List.copyOf(remarks);
        }
    }

    /** No text in any character set that SS-MIX2 senders use. */
    public record Undecodable(String reason) implements Decoding {}

    public static Decoding decode(byte[] bytes) {
        Set<String> remarks = deviations(bytes);
        try {
            return new Decoded(strict(STANDARD, bytes), new ArrayList<>(remarks));
        } catch (CharacterCodingException _) {
            remarks.add("characters outside JIS X 0208 (vendor extension)");
        }
        try {
            return new Decoded(strict(VENDOR, bytes), new ArrayList<>(remarks));
        } catch (CharacterCodingException _) {
            return new Undecodable("the text is no ISO-2022-JP");
        }
    }

    private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Java's decoder accepts more escape sequences than SS-MIX2 does, and does not tell. */
    private static Set<String> deviations(byte[] bytes) {
        Set<String> remarks = new LinkedHashSet<>();
        boolean twoBytes = false;
        for (int i = 0; i < bytes.length; i++) {
            switch (bytes[i]) {
                case ESC -> {
                    String sequence = sequenceAt(bytes, i + 1);
                    twoBytes = sequence.startsWith("$");
                    noteEscape(sequence, remarks);
                    i += sequence.length();
                }
                case SHIFT_OUT, SHIFT_IN -> remarks.add("shift out or shift in (half-width kana)");
                case CR -> {
                    if (twoBytes) {
                        remarks.add("no return to ASCII before the end of a segment");
                    }
                }
                default -> {
                    if (bytes[i] < 0) {
                        remarks.add("bytes above 0x7F");
                    }
                }
            }
        }
        if (twoBytes) {
            remarks.add("no return to ASCII before the end of the text");
        }
        return remarks;
    }

    private static String sequenceAt(byte[] bytes, int from) {
        StringBuilder sequence = new StringBuilder(2);
        for (int i = from; i < Math.min(from + 2, bytes.length); i++) {
            sequence.append((char) Byte.toUnsignedInt(bytes[i]));
        }
        return sequence.toString();
    }

    private static void noteEscape(String sequence, Set<String> remarks) {
        switch (sequence) {
            case "(B", "$B" -> {}
            case "(I" -> remarks.add("half-width kana (ESC ( I)");
            case "(J" -> remarks.add("JIS X 0201 Roman (ESC ( J): a backslash became a yen sign");
            case "$@" -> remarks.add("JIS C 6226-1978 (ESC $ @)");
            default -> remarks.add("an unknown escape sequence");
        }
    }
}
