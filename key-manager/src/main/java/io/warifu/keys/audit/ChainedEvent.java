package io.warifu.keys.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An event in the form that is hashed. The hash of an event is SHA-256 over the hash before it, its
 * position and every field with its length; the first follows 32 zero bytes.
 */
record ChainedEvent(
        long position,
        Instant at,
        String actor,
        String from,
        String to,
        String subject,
        List<UUID> keyIds,
        long bits,
        String detail) {

    static final int HASH_BYTES = 32;

    byte[] hash(byte[] before) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(position);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String text : List.of(actor, from, to, subject, detail)) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            out.writeInt(keyIds.size());
            for (UUID id : keyIds) {
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
            out.writeLong(bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
