package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes the fields of a message, big-endian. */
final class WireWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Act {
        void run() throws IOException;
    }

    private WireWriter write(Act act) {
        try {
            act.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WireWriter u8(int value) {
        return write(() -> out.writeByte(value));
    }

    WireWriter u16(int value) {
        return write(() -> out.writeShort(value));
    }

    WireWriter i32(int value) {
        return write(() -> out.writeInt(value));
    }

    WireWriter i64(long value) {
        return write(() -> out.writeLong(value));
    }

    WireWriter uuid(UUID id) {
        return i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits());
    }

    WireWriter bytes(byte[] value) {
        return write(() -> out.write(value));
    }

    WireWriter site(SiteId site) {
        byte[] ascii = site.value().getBytes(StandardCharsets.US_ASCII);
        return u8(ascii.length).bytes(ascii);
    }

    WireWriter sae(SaeId sae) {
        byte[] utf8 = sae.value().getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).bytes(utf8);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
