package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.SaeClient.Reply;
import io.warifu.demo.control.SiteProcess;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Kills the master's site with {@code kill -9} right after it gave out fifty ids, and the slave's
 * site, database server and all, while it hands fifty keys out: nothing that was promised is lost,
 * and nothing is handed out twice. The process of a site is that of its key manager.
 */
public final class KillKeyManagerDrill implements Drill {

    private static final int KEYS = 50;
    private static final int PARALLEL = 4;

    /** So many keys are out when the slave's site is killed. */
    private static final int ANSWERS_BEFORE_KILL = 12;

    private static final Duration ANSWERS_LIMIT = Duration.ofSeconds(90);

    private final Site from;
    private final Site to;

    KillKeyManagerDrill(Site from, Site to) {
        this.from = from;
        this.to = to;
    }

    static KillKeyManagerDrill betweenHospitals() {
        return new KillKeyManagerDrill(NetworkPlan.TOKYO, NetworkPlan.KOCHI);
    }

    @Override
    public String name() {
        return "kill-key-manager";
    }

    @Override
    public String purpose() {
        return "kill -9 of the master's and then the slave's key manager: no key is lost or given twice";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        SaePair pair = SaePair.ofDrill(network, from, to);
        Map<String, Object> figures = new LinkedHashMap<>();
        try {
            boolean kept = killMaster(pair, network, terminal, figures);
            boolean once = killSlave(pair, network, terminal, figures);
            return new Verdict(
                    kept && once,
                    kept
                            ? once
                                    ? "all keys outlived the master's key manager, and none came twice"
                                    : "a key came twice, or with other bytes, after the slave's key"
                                            + " manager was killed"
                            : "not all keys that were given out could be fetched",
                    figures);
        } finally {
            startAgain(network, terminal);
        }
    }

    private boolean killMaster(
            SaePair pair, Network network, Terminal terminal, Map<String, Object> figures)
            throws IOException {
        Reply sent = pair.ask(KEYS);
        network.process(from).kill();
        terminal.line("  " + from.name() + " was killed after it gave out the ids");
        figures.put("idsGivenOut", sent.keys().size());
        if (!sent.delivered()) {
            figures.put("refusal", sent.status() + " " + sent.message());
        }
        startAgain(network, terminal);
        Reply fetched = pair.fetch(sent.keys().keySet());
        figures.put("fetchedAfterRestart", fetched.keys().size());
        boolean equal = fetched.keys().equals(sent.keys());
        figures.put("equal", equal);
        return sent.keys().size() == KEYS && equal;
    }

    private boolean killSlave(
            SaePair pair, Network network, Terminal terminal, Map<String, Object> figures)
            throws IOException {
        Map<String, String> sent = pair.ask(KEYS).keys();
        Map<String, String> before = new ConcurrentHashMap<>();
        CountDownLatch enough = new CountDownLatch(ANSWERS_BEFORE_KILL);
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            for (String id : sent.keySet()) {
                threads.execute(() -> {
                    before.putAll(fetchIfAlive(pair, id));
                    enough.countDown();
                });
            }
            await(enough);
            network.process(to).lose();
            terminal.line("  " + to.name() + " was killed while it handed keys out");
        }
        figures.put("deliveredBeforeKill", before.size());
        startAgain(network, terminal);
        Map<String, String> after = new LinkedHashMap<>();
        List<String> odd = new ArrayList<>();
        for (String id : sent.keySet()) {
            Reply reply = pair.fetch(List.of(id));
            if (reply.delivered()) {
                after.putAll(reply.keys());
            } else if (reply.status() != 400) {
                odd.add(reply.status() + " " + reply.message());
            }
        }
        long twice = after.keySet().stream().filter(before::containsKey).count();
        Map<String, String> union = new LinkedHashMap<>(before);
        union.putAll(after);
        long wrong =
                union.entrySet().stream()
                        .filter(key -> !key.getValue().equals(sent.get(key.getKey())))
                        .count();
        figures.put("deliveredAfterRestart", after.size());
        figures.put("deliveredTwice", twice);
        figures.put("answersLostInTheKill", KEYS - union.size());
        figures.put("wrong", wrong);
        if (!odd.isEmpty()) {
            figures.put("unexpectedAnswers", odd);
        }
        // With every key out before the kill, nothing would have been tried.
        return sent.size() == KEYS
                && before.size() < KEYS
                && twice == 0
                && wrong == 0
                && union.size() <= KEYS
                && odd.isEmpty();
    }

    private static Map<String, String> fetchIfAlive(SaePair pair, String id) {
        try {
            return pair.fetch(List.of(id)).keys();
        } catch (WarifuException e) {
            // Killed meanwhile: whether the key was handed out is what the drill finds out.
            return Map.of();
        }
    }

    private static void await(CountDownLatch enough) throws IOException {
        try {
            if (!enough.await(ANSWERS_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the slave's key manager hands no keys out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void startAgain(Network network, Terminal terminal) throws IOException {
        List<Site> dead =
                List.of(from, to).stream()
                        .filter(site -> notRunning(network.process(site)))
                        .toList();
        if (!dead.isEmpty()) {
            network.start(dead, line -> terminal.line("  " + line));
        }
    }

    private static boolean notRunning(SiteProcess process) {
        return process.running().isEmpty();
    }
}
