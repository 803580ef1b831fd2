package io.warifu.gateway.otp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * OTP_BLOCK: announces one field and the keys that it will use. Clear inside its record, and the
 * head of the field's {@linkplain OneTimeMac tag}.
 *
 * <pre>
 *  0  1  version = 1
 *  1  1  protection: 1 one-time pad, 2 the carrier alone
 *  2 16  block, random: the name of this use of keys
 * 18  2  L, length of the field, 1 to 4,096
 * 20  1  b, length of the box's name, 1 to 32
 * 21  b  box, ASCII
 * 21+b   key_IDs, 16 bytes each: ceil(L / 32) pads in order, then the MAC key; none with protection 2
 * </pre>
 */
record OtpBlock(Protection protection, UUID block, int fieldBytes, BoxName box, List<UUID> keyIds) {

    static final int MAX_FIELD_BYTES = 4_096;
    static final int PAD_BYTES = 32;
    static final int MAX_BYTES = 21 + BoxName.MAX_BYTES + 16 * (MAX_FIELD_BYTES / PAD_BYTES + 1);

    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 21;
    private static final int UUID_BYTES = 16;

    OtpBlock {
        keyIds = List.copyOf(keyIds);
        if (fieldBytes < 1 || fieldBytes > MAX_FIELD_BYTES) {
            throw new IllegalArgumentException("a field has 1 to " + MAX_FIELD_BYTES + " bytes");
        }
        if (keyIds.size() != keysFor(protection, fieldBytes)) {
            throw new IllegalArgumentException(
                    fieldBytes + " bytes do not go with " + keyIds.size() + " keys");
        }
        if (keyIds.stream().distinct().count() != keyIds.size()) {
            throw new IllegalArgumentException("a key is named twice");
        }
    }

    static int keysFor(Protection protection, int fieldBytes) {
        return switch (protection) {
            case ONE_TIME_PAD -> Math.ceilDiv(fieldBytes, PAD_BYTES) + 1;
            case AES_256_GCM -> 0;
        };
    }

    byte[] toBytes() {
        byte[] name = box.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out =
                ByteBuffer.allocate(HEAD_BYTES + name.length + UUID_BYTES * keyIds.size())
                        .put((byte) VERSION)
                        .put((byte) protection.code());
        put(out, block).putShort((short) fieldBytes).put((byte) name.length).put(name);
        keyIds.forEach(id -> put(out, id));
        return out.array();
    }

    static OtpBlock parse(byte[] bytes) throws MalformedOtpException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedOtpException("a block of " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != VERSION) {
                throw new MalformedOtpException("version " + bytes[0]);
            }
            Protection protection = Protection.ofCode(in.get());
            UUID block = uuid(in);
            int fieldBytes = Short.toUnsignedInt(in.getShort());
            byte[] name = new byte[Byte.toUnsignedInt(in.get())];
            in.get(name);
            List<UUID> keyIds = new ArrayList<>();
            while (in.hasRemaining()) {
                keyIds.add(uuid(in));
            }
            return new OtpBlock(
                    protection,
                    block,
                    fieldBytes,
                    new BoxName(new String(name, StandardCharsets.US_ASCII)),
                    keyIds);
        } catch (BufferUnderflowException _) {
            throw new MalformedOtpException("a block that ends too early");
        } catch (IllegalArgumentException e) {
            throw new MalformedOtpException(String.valueOf(e.getMessage()));
        }
    }

    private static ByteBuffer put(ByteBuffer out, UUID id) {
        return out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }
}
