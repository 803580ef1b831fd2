package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.CAPACITY_BITS;
import static io.warifu.keys.KeyManagerNetwork.LINKS;
import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.pool.PassedBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Plays the QKD devices of a network of key managers: equal blocks at both ends of its links. */
final class LinkFiller {

    private static final int BLOCK_BITS = 8192;
    private static final Duration FILL_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than two ends take to confirm what both have. */
    private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(5);

    private final KeyManagerNetwork network;

    LinkFiller(KeyManagerNetwork network) {
        this.network = network;
    }

    /** Pushes equal blocks of 1 KiB at both ends of every link until it is full. */
    void fillAll() {
        for (String[] link : LINKS) {
            fill(link[0], link[1]);
        }
    }

    void fill(String alice, String bob) {
        Instant deadline = Instant.now().plus(FILL_TIMEOUT);
        Instant stuck = Instant.now().plus(CONFIRMATION_TIMEOUT);
        int slackBits = 0;
        while (!isFull(alice, alice, bob, slackBits) || !isFull(bob, alice, bob, slackBits)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("link " + alice + "-" + bob + " does not fill");
            }
            String path = "/qkd/v1/links/" + alice + "/" + bob;
            JsonNode atAlice = intake(alice, path);
            JsonNode atBob = intake(bob, path);
            if (stock(atAlice) >= CAPACITY_BITS && stock(atBob) >= CAPACITY_BITS) {
                // Made, and waiting for the two ends to confirm it; which they never do where lost
                // messages left them with different blocks.
                if (Instant.now().isAfter(stuck)) {
                    openEpoch(alice, bob, deadline);
                    stuck = Instant.now().plus(CONFIRMATION_TIMEOUT);
                }
                Thread.yield();
                continue;
            }
            stuck = Instant.now().plus(CONFIRMATION_TIMEOUT);
            long sequence =
                    Math.max(
                            atAlice.get("nextSequence").asLong(),
                            atBob.get("nextSequence").asLong());
            String block = block(sequence, alice.hashCode() ^ bob.hashCode() ^ sequence);
            if (isTaken(alice, path, sequence, block) != isTaken(bob, path, sequence, block)) {
                // A message was lost, so one end has more than the other. What is left of the block
                // in use stays different, and may keep the ends one block from full.
                PassedBlocks.burn(
                        new LinkId(new SiteId(alice), new SiteId(bob)),
                        network.context(alice),
                        network.context(bob));
                slackBits = BLOCK_BITS;
            }
        }
    }

    /** What a device at one end of a link sees of its stock. */
    private JsonNode intake(String end, String path) {
        return json(network.call("qkd-" + end, "GET", network.peerAddress(end) + path, null));
    }

    private boolean isTaken(String end, String path, long sequence, String block) {
        String url = network.peerAddress(end) + path + "/blocks/" + sequence;
        return network.call("qkd-" + end, "PUT", url, block).statusCode() < 400;
    }

    /** Burns all key at both ends, so that they are equal again. */
    private void openEpoch(String alice, String bob, Instant deadline) {
        long before = link(alice, alice, bob).get("epoch").asLong();
        String url = network.peerAddress(alice) + "/admin/v1/epochs";
        String body = "{\"alice\":\"%s\",\"bob\":\"%s\"}".formatted(alice, bob);
        assertThat(network.call("operator", "POST", url, body).statusCode()).isEqualTo(200);
        while (!isAgreedAfter(before, link(alice, alice, bob))
                || !isAgreedAfter(before, link(bob, alice, bob))) {
            assertThat(Instant.now()).as("a new epoch at both ends").isBefore(deadline);
            Thread.yield();
        }
    }

    private static boolean isAgreedAfter(long epoch, JsonNode link) {
        return link.get("agreed").asBoolean() && link.get("epoch").asLong() > epoch;
    }

    /** Whether one end of a link gives pads from a stock that is full and confirmed. */
    private boolean isFull(String end, String alice, String bob, int slackBits) {
        JsonNode link = link(end, alice, bob);
        return link.get("agreed").asBoolean() && stock(link) >= CAPACITY_BITS - slackBits;
    }

    /** A link as one of its ends shows it. */
    private JsonNode link(String end, String alice, String bob) {
        String url = network.managementAddress(end) + "/actuator/warifukeys";
        for (JsonNode link : json(network.call("operator", "GET", url, null)).get("links")) {
            if (link.get("alice").stringValue().equals(alice)
                    && link.get("bob").stringValue().equals(bob)) {
                return link;
            }
        }
        throw new AssertionError(end + " has no such link");
    }

    static String block(long sequence, long seed) {
        byte[] key = new byte[BLOCK_BITS / 8];
        new SplittableRandom(seed).nextBytes(key);
        return "{\"blockId\":\"%s\",\"bits\":%d,\"key\":\"%s\",\"qber\":0.021}"
                .formatted(
                        new UUID(sequence, seed),
                        BLOCK_BITS,
                        Base64.getEncoder().encodeToString(key));
    }

    private static long stock(JsonNode link) {
        return link.get("stockBits").asLong();
    }
}
