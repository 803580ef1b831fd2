package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Somebody on the wire of the classical channel flips, drops, replays, reflects and reorders one
 * message each: the session must end with a named check, leave no block at one end alone, have paid
 * for its tags, and be followed by a new session without help.
 */
public final class ClassicalMitmDrill implements Drill {

    private static final List<String> ATTACKS =
            List.of("FLIP", "DROP", "REPLAY", "REFLECT", "REORDER");

    private static final int MESSAGES_BEFORE = 3;
    private static final Duration ABORT_LIMIT = Duration.ofSeconds(45);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(1);

    private final QkdLink link;

    ClassicalMitmDrill(QkdLink link) {
        this.link = link;
    }

    static ClassicalMitmDrill onDefaultLink() {
        return new ClassicalMitmDrill(NetworkPlan.LINKS.get(0));
    }

    @Override
    public String name() {
        return "classical-mitm";
    }

    @Override
    public String purpose() {
        return "a man in the middle of the classical channel: each attack ends the session by name";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        TappedLink tapped = new TappedLink(network, link);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("link", tapped.name());
        boolean held = true;
        for (String attack : ATTACKS) {
            terminal.line("  " + attack + " of one message on " + tapped.name());
            held &= survives(attack, tapped, figures);
        }
        return new Verdict(
                held,
                held
                        ? "each attack ended the session at a named check, and no key came of it"
                        : "an attack on the classical channel was not handled as it should have been",
                figures);
    }

    private static boolean survives(String attack, TappedLink tapped, Map<String, Object> figures)
            throws IOException {
        if (!Waiting.until(RECOVERY_LIMIT, tapped::bothWork)) {
            figures.put(attack, "the link did not work before");
            return false;
        }
        JsonNode alice = tapped.alice();
        JsonNode bob = tapped.bob();
        long pool = alice.path("authenticationPoolBits").asLong(-1);
        long started = System.nanoTime();
        tapped.attackMessage(attack, MESSAGES_BEFORE);
        boolean aborted =
                Waiting.until(
                        ABORT_LIMIT,
                        () -> isNew(alice, tapped.alice()) && isNew(bob, tapped.bob()));
        String check = namedBy(tapped);
        double seconds = TappedLink.seconds(started);
        long sifted = tapped.alice().path("siftedBits").asLong(0);
        boolean recovered =
                Waiting.until(
                        RECOVERY_LIMIT,
                        () ->
                                tapped.bothWork()
                                        && tapped.alice().path("siftedBits").asLong(0) > sifted);
        boolean same = tapped.holdSameBlocks(RECOVERY_LIMIT);
        boolean paid = tapped.alice().path("authenticationPoolBits").asLong(-1) != pool;
        figures.put(
                attack,
                (aborted ? check + " after " + seconds + " s" : "not noticed")
                        + (recovered ? ", recovered" : ", NOT RECOVERED")
                        + (same ? "" : ", A BLOCK AT ONE END ONLY")
                        + (paid ? "" : ", POOL NOT DEBITED"));
        return aborted && recovered && same && paid && !check.isEmpty();
    }

    private static boolean isNew(JsonNode before, JsonNode now) {
        String at = now.path("lastAbort").path("at").asString("");
        return !at.isEmpty() && !at.equals(before.path("lastAbort").path("at").asString(""));
    }

    /** Who finds out names the check; the other end may only see the connection close. */
    private static String namedBy(TappedLink tapped) {
        return Stream.of(tapped.alice(), tapped.bob())
                .map(end -> end.path("lastAbort").path("check").asString(""))
                .filter(check -> !check.isEmpty() && !check.equals("DISCONNECTED"))
                .findFirst()
                .orElse("");
    }
}
