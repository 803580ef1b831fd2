package io.warifu.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for many secrets at once, in every form in which they are likely to be written: as they
 * are, in hexadecimal digits of both cases, in base64 and base64url, and as a list of numbers.
 *
 * <p>Guarantee: a secret in one of these forms is found wherever it begins, for base64 also in the
 * midst of a longer text that was encoded as a whole. Limit: forms are found only without a break;
 * a text that is compressed, escaped or wrapped has to be undone before.
 */
final class SecretSearch {

    /** Shorter ones would be found by chance, and their base64 would be shorter than the prefix. */
    static final int MIN_SECRET_BYTES = 16;

    private static final int PREFIX_BYTES = Long.BYTES;
    private static final int FILTER_BITS = 20;

    /** Spreads prefixes over the filter; texts differ in few bits of each byte. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Map<Long, List<Needle>> needles = new HashMap<>();

    /** One bit for each spread prefix: nearly every place is refused without a look at the map. */
    private final long[] filter = new long[1 << (FILTER_BITS - 6)];

    enum Form {
        RAW,
        HEX,
        BASE64,
        NUMBERS
    }

    /** Where a secret was found; it says which by its index, so that a report gives none away. */
    record Found(int secret, Form form, int offset) {}

    @SuppressWarnings("ArrayRecordComponent") // Read only; compared nowhere.
    private record Needle(int secret, Form form, byte[] text) {

        boolean isAt(byte[] place, int offset) {
            int end = offset + text.length;
            return end <= place.length && Arrays.equals(place, offset, end, text, 0, text.length);
        }
    }

    SecretSearch(List<byte[]> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            addForms(i, secrets.get(i));
        }
    }

    /** Every occurrence of every secret, in the order of the place. */
    List<Found> in(byte[] place) {
        List<Found> found = new ArrayList<>();
        long window = 0;
        for (int last = 0; last < place.length; last++) {
            window = window << Byte.SIZE | Byte.toUnsignedLong(place[last]);
            int first = last + 1 - PREFIX_BYTES;
            if (first >= 0 && mayBeginHere(window)) {
                for (Needle needle : needles.getOrDefault(window, List.of())) {
                    if (needle.isAt(place, first)) {
                        found.add(new Found(needle.secret(), needle.form(), first));
                    }
                }
            }
        }
        return found;
    }

    private void addForms(int index, byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("a secret is too short to be searched for");
        }
        add(new Needle(index, Form.RAW, secret.clone()));
        addText(index, Form.HEX, HexFormat.of().formatHex(secret));
        addText(index, Form.HEX, HexFormat.of().withUpperCase().formatHex(secret));
        base64(secret).forEach(text -> addText(index, Form.BASE64, text));
        String numbers = Arrays.toString(secret);
        String inner = numbers.substring(1, numbers.length() - 1);
        addText(index, Form.NUMBERS, inner);
        addText(index, Form.NUMBERS, inner.replace(" ", ""));
    }

    private void addText(int secret, Form form, String text) {
        add(new Needle(secret, form, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void add(Needle needle) {
        long prefix = ByteBuffer.wrap(needle.text()).getLong();
        needles.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(needle);
        int bit = spread(prefix);
        filter[bit >>> 6] |= 1L << bit;
    }

    private boolean mayBeginHere(long prefix) {
        int bit = spread(prefix);
        return (filter[bit >>> 6] & 1L << bit) != 0;
    }

    private static int spread(long prefix) {
        return (int) ((prefix * SPREAD) >>> (Long.SIZE - FILTER_BITS));
    }

    /**
     * The characters that the secret alone decides, for each of the three ways in which it can lie
     * in the groups of three bytes, in both alphabets.
     */
    private static Set<String> base64(byte[] secret) {
        Set<String> texts = new LinkedHashSet<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            int from = (before * Byte.SIZE + 5) / 6;
            int to = shifted.length * Byte.SIZE / 6;
            texts.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
            texts.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
        }
        return texts;
    }
}
