package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.hybrid.HybridContext;
import io.warifu.keys.onetime.OneTimeTag;
import io.warifu.keys.store.HybridMode;
import java.util.Arrays;
import java.util.UUID;

/**
 * Between the relayed bytes of a batch and its keys: mixes the hybrid epoch in, key by key, the
 * same way at both ends.
 */
final class KeyMixing {

    private KeyMixing() {}

    /** Turns the relayed bytes of every key into the key, or with XOR the key into the bytes. */
    static byte[] mix(
            byte[] relayed, Manifest manifest, SiteId source, SiteId destination, EndToEnd hybrid) {
        UUID epoch = manifest.epoch();
        byte[] keys = relayed.clone();
        if (epoch == null) {
            return keys;
        }
        int at = 0;
        for (Manifest.Group group : manifest.groups()) {
            int bytes = group.sizeBits() / 8;
            for (UUID id : group.ids()) {
                HybridContext context =
                        new HybridContext(
                                id,
                                group.master(),
                                group.slaves(),
                                source,
                                destination,
                                group.sizeBits());
                byte[] one = Arrays.copyOfRange(relayed, at, at + bytes);
                try (SecretBytes in = SecretBytes.takeFrom(one);
                        SecretBytes out = mixed(in, manifest.hybrid(), epoch, context, hybrid)) {
                    byte[] result = out.exposeForWire();
                    System.arraycopy(result, 0, keys, at, bytes);
                    Arrays.fill(result, (byte) 0);
                }
                at += bytes;
            }
        }
        return keys;
    }

    private static SecretBytes mixed(
            SecretBytes in, HybridMode mode, UUID epoch, HybridContext context, EndToEnd hybrid) {
        return switch (mode) {
            case OFF -> SecretBytes.takeFrom(in.exposeForWire());
            case XOR -> {
                try (SecretBytes mask = hybrid.mask(epoch, context)) {
                    yield in.xor(mask);
                }
            }
            case HKDF -> hybrid.derive(epoch, context, in);
        };
    }

    /** The destination's tag over a whole batch, under the key that travelled with it. */
    static byte[] readyTag(byte[] key, Manifest manifest, byte[] keys) {
        byte[] head = manifest.toBytes();
        byte[] all = Arrays.copyOf(head, head.length + keys.length);
        System.arraycopy(keys, 0, all, head.length, keys.length);
        try {
            return OneTimeTag.compute(key, all);
        } finally {
            Arrays.fill(all, (byte) 0);
        }
    }
}
