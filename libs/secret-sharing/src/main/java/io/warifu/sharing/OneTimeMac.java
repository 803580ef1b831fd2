package io.warifu.sharing;

/**
 * Tags single shares: Poly1305 under a key that is used once, over header, seal and payload.
 *
 * <p>Guarantee, against any computing power: whoever sees a share with its tag makes another share
 * that passes under the same key with probability at most 8 (L/16 + 1) / 2^106, L being the share's
 * length in bytes: a Wegman-Carter tag, whose hash point and pad are both one-time key (Bernstein
 * 2005, theorem 3.3). So a reader that holds the keys tells every false share by itself, also with
 * k of n. Assumption: key bytes are uniform, secret and never used twice.
 */
public final class OneTimeMac {

    private OneTimeMac() {}

    /** The same share with a tag, in place of any it had. */
    public static Share tag(Share share, OneTimeKey key) {
        return share.with(new OneTimeTag(key.id(), compute(share, key)));
    }

    /** Whether {@code share} carries the right tag under {@code key}. */
    public static boolean verify(Share share, OneTimeKey key) {
        OneTimeTag tag = share.tag().orElse(null);
        return tag != null && tag.keyId().equals(key.id()) && tag.matches(compute(share, key));
    }

    private static byte[] compute(Share share, OneTimeKey key) {
        // The header names the key, and is part of what is tagged.
        byte[] header = ShareCodec.header(share, key.id());
        return key.bytes()
                .use(bytes -> {
                    try (Poly1305 poly = new Poly1305(bytes)) {
                        poly.part(header);
                        poly.part(share.lanes());
                        return poly.tag();
                    }
                });
    }
}
