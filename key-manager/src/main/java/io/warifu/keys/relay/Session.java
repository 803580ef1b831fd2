package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.relay.RelayAck.Outcome;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A batch on its way to one destination: the load XOR-split into one part a path, of which all but
 * one are fresh randomness, so that any of them missing leaves nothing but randomness.
 */
final class Session implements AutoCloseable {

    private final SiteId destination;
    private final List<List<SiteId>> paths;
    private final Manifest manifest;
    private final List<SecretBytes> parts = new ArrayList<>();
    private final byte[] readyTag;

    /**
     * @param relayed what the destination turns into the keys
     */
    Session(
            SiteId destination,
            List<List<SiteId>> paths,
            Manifest manifest,
            byte[] relayed,
            byte[] keys,
            SecureRandom random) {
        this.destination = destination;
        this.paths = List.copyOf(paths);
        this.manifest = manifest;
        byte[] readyKey = new byte[RelayMessage.READY_KEY_BYTES];
        random.nextBytes(readyKey);
        this.readyTag = KeyMixing.readyTag(readyKey, manifest, keys);
        byte[] last = Arrays.copyOf(readyKey, readyKey.length + relayed.length);
        System.arraycopy(relayed, 0, last, readyKey.length, relayed.length);
        for (int i = 1; i < paths.size(); i++) {
            byte[] part = new byte[last.length];
            random.nextBytes(part);
            for (int at = 0; at < part.length; at++) {
                last[at] ^= part[at];
            }
            parts.add(SecretBytes.takeFrom(part));
        }
        parts.add(SecretBytes.takeFrom(last));
        Arrays.fill(readyKey, (byte) 0);
    }

    SiteId destination() {
        return destination;
    }

    List<List<SiteId>> paths() {
        return paths;
    }

    Manifest manifest() {
        return manifest;
    }

    SecretBytes part(int number) {
        return parts.get(number);
    }

    /** Whether the destination has said in its own words that it holds all of the batch. */
    boolean isReady(List<RelayAck> acks) {
        return acks.stream().allMatch(ack -> ack.outcome().isGood())
                && acks.stream()
                        .anyMatch(ack ->
                                ack.outcome() == Outcome.READY
                                        && ack.ready() != null
                                        && MessageDigest.isEqual(ack.ready(), readyTag));
    }

    @Override
    public void close() {
        parts.forEach(SecretBytes::close);
    }
}
