package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** One link of the running network, seen and attacked through the REST interface of both ends. */
final class TappedLink {

    /** Blocks that were under way when an attack began are finished or dropped by then. */
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(20);

    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);
    private static final Duration STILL_FOR = Duration.ofSeconds(5);
    private static final Set<String> AT_WORK = Set.of("RUNNING", "PAUSED");

    private final Network network;
    private final QkdLink link;

    TappedLink(Network network, QkdLink link) {
        this.network = network;
        this.link = link;
    }

    String name() {
        return link.name();
    }

    JsonNode alice() {
        return network.linkState(link.alice(), link);
    }

    JsonNode bob() {
        return network.linkState(link.bob(), link);
    }

    /** Sits on the fibre, from the next photon on. */
    void attackFibre(String attack, double fraction) {
        put("/eavesdropper", Map.of("attack", attack, "fraction", fraction));
    }

    void leaveFibre() {
        put("/eavesdropper", Map.of("attack", "NONE", "fraction", 0.0));
    }

    /**
     * Does something to one message of Alice's classical connection, after {@code after} others.
     */
    void attackMessage(String attack, int after) {
        put("/classical-attack", Map.of("attack", attack, "after", after));
    }

    boolean bothAre(String state) {
        return state(alice()).equals(state) && state(bob()).equals(state);
    }

    boolean bothWork() {
        return AT_WORK.contains(state(alice())) && AT_WORK.contains(state(bob()));
    }

    /** Waits until both ends work again, and writes down how long that took. */
    boolean recovers(Map<String, Object> figures) throws IOException {
        long ended = System.nanoTime();
        boolean recovered = Waiting.until(RECOVERY_LIMIT, this::bothWork);
        figures.put("recoveredAfterSeconds", recovered ? seconds(ended) : -1.0);
        return recovered;
    }

    /** Whether the count of finished blocks comes to rest and stays there for several rounds. */
    boolean deliversNothing() throws IOException {
        long[] last = {blocks(), System.nanoTime()};
        return Waiting.until(
                SETTLING_LIMIT,
                () -> {
                    long now = blocks();
                    if (now != last[0] || now < 0) {
                        last[0] = now;
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] > STILL_FOR.toNanos();
                });
    }

    /** Finished blocks at both ends; -1 if one does not answer. */
    private long blocks() {
        long atAlice = alice().path("blocks").asLong(-1);
        long atBob = bob().path("blocks").asLong(-1);
        return atAlice < 0 || atBob < 0 ? -1 : atAlice + atBob;
    }

    /** Whether both ends come to have ledgers of the same blocks: none has a block alone. */
    boolean holdSameBlocks(Duration limit) throws IOException {
        return Waiting.until(limit, () -> ledgers(link.alice()).equals(ledgers(link.bob())));
    }

    private Set<String> ledgers(Site end) {
        Set<String> blocks = new TreeSet<>();
        network.sites()
                .plain(end, Service.QKD_SIMULATOR)
                .get(path("/ledgers"))
                .forEach(entry -> blocks.add(entry.path("blockId").asString("")));
        return blocks;
    }

    static String state(JsonNode end) {
        return end.path("state").asString("NO ANSWER");
    }

    static double seconds(long startedNanos) {
        return Math.round((System.nanoTime() - startedNanos) / 1e8) / 10.0;
    }

    private void put(String rest, Map<String, ?> body) {
        JsonNode _ =
                network.sites().plain(link.alice(), Service.QKD_SIMULATOR).put(path(rest), body);
    }

    private String path(String rest) {
        return "/api/v1/links/" + link.alice().name() + "/" + link.bob().name() + rest;
    }
}
