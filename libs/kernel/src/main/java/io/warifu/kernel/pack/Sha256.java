package io.warifu.kernel.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) {

    public static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest has 64 lower-case hexadecimal digits");
        }
    }

    public static Sha256 of(byte[] content) {
        return of(content, 0, content.length);
    }

    public static Sha256 of(byte[] content, int offset, int length) {
        MessageDigest digest = newDigest();
        digest.update(content, offset, length);
        return fromBytes(digest.digest());
    }

    public static Sha256 fromBytes(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** A fresh digest, for content that is read in pieces. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
