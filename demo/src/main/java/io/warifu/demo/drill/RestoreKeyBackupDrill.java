package io.warifu.demo.drill;

import io.warifu.demo.control.DatabaseCopy;
import io.warifu.demo.control.Network;
import io.warifu.demo.control.SaeClient.Reply;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Restores the key manager's database of one site from a backup, after keys were used: the old
 * database believes that used pads are fresh and that fetched keys wait. Every link of the site
 * must open a new epoch at both ends, no key may come again, and service must go on.
 */
public final class RestoreKeyBackupDrill implements Drill {

    private static final int KEYS = 20;
    private static final Duration SERVICE_LIMIT = Duration.ofMinutes(3);

    private final Site restored;
    private final Site other;

    RestoreKeyBackupDrill(Site restored, Site other) {
        this.restored = restored;
        this.other = other;
    }

    static RestoreKeyBackupDrill ofTokyo() {
        return new RestoreKeyBackupDrill(NetworkPlan.TOKYO, NetworkPlan.KOCHI);
    }

    @Override
    public String name() {
        return "restore-key-backup";
    }

    @Override
    public String purpose() {
        return "an old database of a key manager comes back: new epochs, no pad and no key a second time";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        SaePair outgoing = SaePair.ofDrill(network, restored, other);
        SaePair incoming = SaePair.ofDrill(network, other, restored);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("site", restored.name());
        DatabaseCopy copy =
                new DatabaseCopy(restored, Service.KEY_MANAGER, network.process(restored));
        boolean swapped = false;
        try {
            // Keys that wait in the backup and are fetched after it: they must not come back.
            Map<String, String> waiting = incoming.ask(KEYS).keys();
            terminal.line("  backup of " + restored.name() + "'s key manager");
            network.process(restored).kill();
            copy.make();
            start(network, terminal);
            Set<String> used = new HashSet<>();
            Map<String, String> fetched = incoming.fetch(waiting.keySet()).keys();
            figures.put("fetchedAfterBackup", fetched.size());
            boolean held = fetched.size() == KEYS && fetched.equals(waiting);
            used.addAll(fetched.values());
            held &= take(outgoing, used);
            held &= take(incoming, used);
            figures.put("keysUsedAfterBackup", used.size());
            List<Epoch> before = epochs(network);

            terminal.line("  the backup is put in the place of the database");
            network.process(restored).kill();
            copy.putBack();
            swapped = true;
            long started = System.nanoTime();
            start(network, terminal);
            held &= isNewer(network, before, figures);

            Reply again = incoming.fetch(waiting.keySet());
            figures.put("fetchedKeysAgain", again.status() + " " + again.message());
            held &= again.status() == 400;

            boolean serves =
                    Waiting.until(SERVICE_LIMIT, () -> outgoing.shares(1) && incoming.shares(1));
            figures.put("serviceAfterSeconds", serves ? TappedLink.seconds(started) : -1.0);
            int known = used.size();
            held &= serves;
            held &= take(outgoing, used);
            held &= take(incoming, used);
            boolean fresh = used.size() == known + 2 * KEYS;
            figures.put("keysAfterRestore", fresh ? "all new" : "SOME CAME AGAIN OR NONE CAME");
            held &= fresh;
            String odd = oddAccounts(network);
            figures.put("accounts", odd.isEmpty() ? "balance to the bit" : odd);
            held &= odd.isEmpty();
            return new Verdict(
                    held,
                    held
                            ? "new epochs at both ends of every link, nothing came twice, service goes on"
                            : "the restored backup was not handled as it should have been",
                    figures);
        } finally {
            if (!swapped) {
                copy.discard();
            }
            if (network.process(restored).running().isEmpty()) {
                start(network, terminal);
            }
        }
    }

    /** Shares keys and writes them down. */
    private static boolean take(SaePair pair, Set<String> used) {
        Reply sent = pair.ask(KEYS);
        used.addAll(sent.keys().values());
        return sent.keys().size() == KEYS
                && pair.fetch(sent.keys().keySet()).keys().equals(sent.keys());
    }

    private void start(Network network, Terminal terminal) throws IOException {
        network.start(List.of(restored), line -> terminal.line("  " + line));
    }

    private record Epoch(QkdLink link, Site end, long epoch) {}

    private List<Epoch> epochs(Network network) {
        List<Epoch> epochs = new ArrayList<>();
        for (QkdLink link : NetworkPlan.LINKS) {
            if (link.joins(restored)) {
                for (Site end : List.of(link.alice(), link.bob())) {
                    epochs.add(new Epoch(link, end, epoch(network, end, link)));
                }
            }
        }
        return epochs;
    }

    private static long epoch(Network network, Site end, QkdLink link) {
        return network.stock(end, link).path("epoch").asLong(-1);
    }

    /** Where what came in is not what is left, used and burned; empty if nowhere. */
    private String oddAccounts(Network network) {
        StringBuilder odd = new StringBuilder();
        for (Epoch end : epochs(network)) {
            JsonNode stock = network.stock(end.end(), end.link());
            for (String direction : List.of("outgoing", "incoming")) {
                JsonNode account = stock.path(direction);
                long rest =
                        account.path("lengthBits").asLong(-1)
                                - account.path("freeBits").asLong()
                                - account.path("usedBits").asLong()
                                - account.path("burnedBits").asLong();
                if (rest != 0) {
                    odd.append(end.link().name())
                            .append(" at ")
                            .append(end.end().name())
                            .append(", ")
                            .append(direction)
                            .append(": ")
                            .append(account)
                            .append("; ");
                }
            }
        }
        return odd.toString();
    }

    /** Every end of every link of the site comes to have a later epoch, and both ends the same. */
    private static boolean isNewer(Network network, List<Epoch> before, Map<String, Object> figures)
            throws IOException {
        boolean newer =
                Waiting.until(
                        SERVICE_LIMIT,
                        () ->
                                before.stream()
                                        .allMatch(old -> {
                                            long now = epoch(network, old.end(), old.link());
                                            return old.epoch() >= 0
                                                    && now > old.epoch()
                                                    && now
                                                            == epoch(
                                                                    network,
                                                                    old.link().alice(),
                                                                    old.link());
                                        }));
        for (Epoch old : before) {
            figures.put(
                    "epochOf " + old.link().name() + " at " + old.end().name(),
                    old.epoch() + " -> " + epoch(network, old.end(), old.link()));
        }
        return newer;
    }
}
