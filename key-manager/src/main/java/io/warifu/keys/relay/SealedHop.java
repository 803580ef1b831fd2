package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.onetime.OneTimeTag;
import io.warifu.keys.pool.Pad;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A part under the pad of one hop: bytes 0 to 31 of the pad key the message's tag, 32 to 63 that of
 * the answer, the others are XORed with the part.
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only wire form; compared nowhere.
record SealedHop(LinkId link, RelayMessage message, byte[] bytes, SecretBytes ackKey)
        implements AutoCloseable {

    /** What a hop opens to. */
    record Opened(SecretBytes load, SecretBytes ackKey) implements AutoCloseable {

        @Override
        public void close() {
            load.close();
            ackKey.close();
        }
    }

    static SealedHop seal(
            LinkId link,
            List<SiteId> path,
            int hop,
            int part,
            Manifest manifest,
            SecretBytes load,
            Pad pad) {
        return pad.bytes()
                .use(bytes -> {
                    byte[] macKey = Arrays.copyOf(bytes, OneTimeTag.KEY_BYTES);
                    byte[] ciphertext = load.use(plain -> xor(plain, bytes));
                    RelayMessage message =
                            new RelayMessage(path, hop, pad.ranges(), part, manifest, ciphertext);
                    byte[] signed = RelayMessage.signed(message.unsigned(), macKey);
                    Arrays.fill(macKey, (byte) 0);
                    return new SealedHop(link, message, signed, ackKey(bytes));
                });
    }

    /** The part, or nothing if the tag does not fit. */
    static Optional<Opened> open(RelayMessage message, byte[] received, SecretBytes pad) {
        return pad.use(bytes -> {
            byte[] macKey = Arrays.copyOf(bytes, OneTimeTag.KEY_BYTES);
            boolean genuine = RelayMessage.isGenuine(received, macKey);
            Arrays.fill(macKey, (byte) 0);
            if (!genuine) {
                return Optional.empty();
            }
            SecretBytes load = SecretBytes.takeFrom(xor(message.ciphertext(), bytes));
            return Optional.of(new Opened(load, ackKey(bytes)));
        });
    }

    private static byte[] xor(byte[] text, byte[] pad) {
        byte[] result = text.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= pad[RelayMessage.OVERHEAD_BYTES + i];
        }
        return result;
    }

    private static SecretBytes ackKey(byte[] pad) {
        return SecretBytes.takeFrom(
                Arrays.copyOfRange(pad, OneTimeTag.KEY_BYTES, RelayMessage.OVERHEAD_BYTES));
    }

    @Override
    public void close() {
        ackKey.close();
    }
}
