package io.warifu.gateway.otp;

import io.warifu.kernel.secret.SecretBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys of one field: pads in order, and the MAC key last.
 *
 * <p>Guarantee: they hide or show one field and are wiped in the same call; a second call throws.
 * The content is shown only if its tag is right.
 */
public final class PadSet implements AutoCloseable {

    private final List<UUID> ids;
    private final List<SecretBytes> keys;
    private boolean spent;

    /** Takes {@code keys} over, each of 32 bytes. */
    public PadSet(List<UUID> ids, List<SecretBytes> keys) {
        if (ids.size() != keys.size() || keys.size() < 2) {
            throw new IllegalArgumentException("each key has a name, and there are two at least");
        }
        if (keys.stream().anyMatch(key -> key.length() != OtpBlock.PAD_BYTES)) {
            throw new IllegalArgumentException("pads are keys of 32 bytes");
        }
        this.ids = List.copyOf(ids);
        this.keys = List.copyOf(keys);
    }

    public List<UUID> ids() {
        return ids;
    }

    /** The body of OTP_DATA: ciphertext and tag. */
    byte[] hide(byte[] head, byte[] field) {
        spend(field.length);
        try {
            byte[] hidden = xor(field);
            byte[] tag = macKey().use(key -> OneTimeMac.tag(key, head, field));
            byte[] body = Arrays.copyOf(hidden, hidden.length + tag.length);
            System.arraycopy(tag, 0, body, hidden.length, tag.length);
            return body;
        } finally {
            close();
        }
    }

    /** The field in a body of OTP_DATA; empty if the tag is wrong. */
    Optional<SecretBytes> show(byte[] head, byte[] body) {
        int length = body.length - OneTimeMac.TAG_BYTES;
        spend(length);
        try {
            byte[] tag = Arrays.copyOfRange(body, length, body.length);
            SecretBytes field = SecretBytes.takeFrom(xor(Arrays.copyOf(body, length)));
            boolean genuine =
                    macKey().use(key ->
                            field.use(bytes -> OneTimeMac.matches(key, head, bytes, tag)));
            if (!genuine) {
                field.close();
                return Optional.empty();
            }
            return Optional.of(field);
        } finally {
            close();
        }
    }

    private void spend(int bytes) {
        if (spent) {
            throw new IllegalStateException("these pads were used");
        }
        spent = true;
        if (bytes < 1 || Math.ceilDiv(bytes, OtpBlock.PAD_BYTES) != keys.size() - 1) {
            close();
            throw new IllegalArgumentException(bytes + " bytes do not go with these pads");
        }
    }

    private SecretBytes macKey() {
        return keys.getLast();
    }

    private byte[] xor(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = 0; i < keys.size() - 1; i++) {
            int from = i * OtpBlock.PAD_BYTES;
            int length = Math.min(OtpBlock.PAD_BYTES, bytes.length - from);
            keys.get(i)
                    .use(pad -> {
                        for (int at = 0; at < length; at++) {
                            result[from + at] ^= pad[at];
                        }
                        return length;
                    });
        }
        return result;
    }

    /** Wipes the keys, used or not. */
    @Override
    public void close() {
        spent = true;
        keys.forEach(SecretBytes::close);
    }
}
