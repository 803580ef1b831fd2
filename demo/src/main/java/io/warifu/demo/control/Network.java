package io.warifu.demo.control;

import io.warifu.demo.pki.SiteIdentities;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.ConfigurationFiles;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The five sites together: made ready, started, watched, stopped. */
public final class Network {

    /** Five JVMs on two cores need about a minute; a busy machine gets several. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration FIRST_KEYS_LIMIT = Duration.ofMinutes(2);

    private static final Duration FIRST_EPOCHS_LIMIT = Duration.ofMinutes(2);

    /** Loopback connections are trusted; the driver wants a word all the same. */
    static final String DATABASE_PASSWORD = "postgres";

    private final Home home;
    private final Clock clock;
    private final SecureRandom random;
    private final Sites sites;

    public Network(Home home, Clock clock, SecureRandom random) {
        this.home = home;
        this.clock = clock;
        this.random = random;
        this.sites = new Sites(home, Addressing.LOOPBACK, clock);
    }

    public Sites sites() {
        return sites;
    }

    public Home home() {
        return home;
    }

    public SiteProcess process(Site site) {
        return new SiteProcess(home, site);
    }

    public List<Site> running() {
        return NetworkPlan.SITES.stream()
                .filter(site -> process(site).running().isPresent())
                .toList();
    }

    /**
     * Starts every site that does not run and returns when all services are ready, every QKD link
     * has delivered its first keys, and every two gateways have used some to agree.
     *
     * @param tell receives one line per event
     */
    public void up(Consumer<String> tell) throws IOException {
        new SiteIdentities(home, clock, random).prepare();
        ConfigurationFiles files =
                new ConfigurationFiles(home, Addressing.LOOPBACK, DATABASE_PASSWORD);
        for (Site site : NetworkPlan.SITES) {
            files.write(site);
        }
        List<Site> starting = new ArrayList<>(NetworkPlan.SITES);
        starting.removeAll(running());
        Optional<StartCache> cache = StartCache.ofPackagedJar();
        if (cache.isPresent() && starting.size() == NetworkPlan.SITES.size()) {
            // With a site running its ports are taken, and the training would fail.
            cache.get().prepare(tell);
        }
        start(starting, tell);
    }

    /** Starts the given sites, whose files exist already, and waits for them. */
    public void start(List<Site> starting, Consumer<String> tell) throws IOException {
        for (Site site : starting) {
            process(site).start();
        }
        for (Site site : starting) {
            awaitReady(site);
            tell.accept("site " + site.name() + " is up");
        }
        awaitFirstKeys();
        tell.accept("every QKD link between running sites has keys");
        awaitEpochs();
        tell.accept("every two gateways have agreed on a key");
    }

    /** Stops all sites; a site that does not end in time is killed. */
    public void down() throws IOException {
        List<SiteProcess> all = NetworkPlan.SITES.stream().map(this::process).toList();
        // Ask all first, so that they end side by side.
        all.forEach(process -> process.running().ifPresent(ProcessHandle::destroy));
        for (SiteProcess process : all) {
            process.stop();
        }
    }

    private void awaitReady(Site site) throws IOException {
        SiteProcess process = process(site);
        List<Service> missing = new ArrayList<>(site.services());
        boolean ready =
                Waiting.until(
                        START_LIMIT,
                        () -> {
                            if (process.running().isEmpty()) {
                                return true;
                            }
                            missing.removeIf(service -> sites.ready(site, service));
                            return missing.isEmpty();
                        });
        if (process.running().isEmpty() || !ready) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE,
                    "site %s did not start (missing: %s). Its log, %s, ends with:%n%s"
                            .formatted(
                                    site.name(),
                                    missing.stream().map(Service::configName).toList(),
                                    home.log(site),
                                    process.logTail()));
        }
    }

    private void awaitFirstKeys() throws IOException {
        List<Site> alive = running();
        List<QkdLink> missing = new ArrayList<>(NetworkPlan.LINKS);
        missing.removeIf(link -> !alive.contains(link.alice()) || !alive.contains(link.bob()));
        boolean all =
                Waiting.until(
                        FIRST_KEYS_LIMIT,
                        () -> {
                            missing.removeIf(this::hasKeys);
                            return missing.isEmpty();
                        });
        if (!all) {
            throw new WarifuException(
                    ErrorCode.KEYS_EXHAUSTED,
                    "no keys yet on "
                            + missing.stream()
                                    .map(l -> l.alice().name() + "-" + l.bob().name())
                                    .toList()
                            + "; see the site logs under "
                            + home.root());
        }
    }

    /** A gateway that was asked in vain for keys lets nothing through until its next try. */
    private void awaitEpochs() throws IOException {
        List<Site> alive = running();
        List<String> missing = new ArrayList<>();
        boolean all =
                Waiting.until(
                        FIRST_EPOCHS_LIMIT,
                        () -> {
                            missing.clear();
                            alive.forEach(site -> missing.addAll(pairsWithoutEpoch(site, alive)));
                            return missing.isEmpty();
                        });
        if (!all) {
            throw new WarifuException(
                    ErrorCode.KEYS_EXHAUSTED,
                    "these gateways have not agreed on a key: "
                            + missing
                            + "; see the site logs under "
                            + home.root());
        }
    }

    private List<String> pairsWithoutEpoch(Site site, List<Site> alive) {
        List<String> without = new ArrayList<>();
        try {
            for (JsonNode pair :
                    sites.plain(site, Service.ENCRYPTOR_GATEWAY).get("/api/v1/pairs")) {
                String peer = pair.path("peer").asString("");
                boolean running = alive.stream().anyMatch(other -> other.name().equals(peer));
                if (running && pair.path("state").asString("RED").equals("RED")) {
                    without.add(site.name() + "-" + peer);
                }
            }
        } catch (WarifuException e) {
            without.add(site.name());
        }
        return without;
    }

    /** Both ends hold bits of this link; after a restart that may be so before any new block. */
    private boolean hasKeys(QkdLink link) {
        return stockBits(link.alice(), link) > 0 && stockBits(link.bob(), link) > 0;
    }

    private long stockBits(Site end, QkdLink link) {
        return stock(end, link).path("outgoingBits").asLong(0);
    }

    /**
     * What the key manager at {@code end} says of its link; a missing node if it does not answer.
     */
    public JsonNode stock(Site end, QkdLink link) {
        try {
            return stateOf(
                    link,
                    sites.plain(end, Service.KEY_MANAGER)
                            .get("/actuator/warifukeys")
                            .path("links"));
        } catch (WarifuException e) {
            return MissingNode.getInstance();
        }
    }

    /** What the module at {@code end} says of its link; a missing node if it does not answer. */
    public JsonNode linkState(Site end, QkdLink link) {
        try {
            return stateOf(link, sites.plain(end, Service.QKD_SIMULATOR).get("/api/v1/links"));
        } catch (WarifuException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode stateOf(QkdLink link, JsonNode links) {
        for (JsonNode one : links) {
            if (one.path("alice").asString("").equals(link.alice().name())
                    && one.path("bob").asString("").equals(link.bob().name())) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }
}
