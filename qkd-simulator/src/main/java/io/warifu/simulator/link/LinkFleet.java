package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.Party;
import io.warifu.simulator.auth.PoolSettings;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.eavesdrop.classical.ManInTheMiddle;
import io.warifu.simulator.feed.KeyManagerClient;
import io.warifu.simulator.feed.LinkFeed;
import io.warifu.simulator.handover.HandoverJournal;
import io.warifu.simulator.proof.LedgerSigner;
import io.warifu.simulator.socket.DialingConnector;
import io.warifu.simulator.socket.LinkConnector;
import io.warifu.simulator.socket.LinkEndpoint;
import io.warifu.simulator.socket.ListeningConnector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All links of this site: starts one thread for each with the service, and stops them with it. */
public final class LinkFleet implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LinkFleet.class);

    private static final long STOP_MILLIS = 3_000;

    private final List<Member> members;
    private final Site site;
    private final List<LinkRunner> runners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** Opens what the links keep on disk; nothing is dialled before {@link #start}. */
    public LinkFleet(List<Configured> links, Site site) {
        this.site = site;
        this.members = links.stream().map(each -> open(each, site)).toList();
    }

    /**
     * What all links of the site share.
     *
     * @param stateFolder where each link keeps a folder of its own
     * @param freshChance gives a new source of key bits for each round
     */
    public record Site(
            Path stateFolder,
            KeyManagerClient keyManager,
            LedgerSigner signer,
            Supplier<RandomGenerator> freshChance,
            InstantSource clock) {}

    /** One link as configured. */
    public record Configured(LinkSettings settings, LinkEndpoint endpoint, Path preSharedSecret) {}

    /** One link of the fleet. */
    record Member(
            QkdLink link,
            LinkEndpoint endpoint,
            KeyPool pool,
            HandoverJournal journal,
            LedgerBook ledgers,
            LinkKeeper keeper) {}

    List<QkdLink> links() {
        return members.stream().map(Member::link).toList();
    }

    Optional<Member> member(LinkId id) {
        return members.stream()
                .filter(each -> each.link().settings().link().equals(id))
                .findFirst();
    }

    @Override
    public synchronized void start() {
        for (Member member : members) {
            LinkId id = member.link().settings().link();
            LinkFeed feed = new LinkFeed(id, site.keyManager(), member.journal());
            LinkService service =
                    new LinkService(
                            member.link(),
                            member.keeper(),
                            member.ledgers(),
                            feed,
                            site.freshChance());
            LinkRunner runner =
                    new LinkRunner(member.link(), connector(member), service, site.clock());
            runners.add(runner);
            // Sifting works on large blocks for long; a platform thread does not keep virtual ones
            // from their carriers meanwhile.
            threads.add(Thread.ofPlatform().daemon(true).name("qkd-" + id).start(runner));
        }
        running = true;
    }

    @Override
    public synchronized void stop() {
        runners.forEach(LinkRunner::stop);
        for (Thread thread : threads) {
            join(thread);
        }
        for (Member member : members) {
            member.keeper().close();
            member.link().manInTheMiddle().ifPresent(ManInTheMiddle::close);
        }
        runners.clear();
        threads.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static Member open(Configured configured, Site site) {
        LinkSettings settings = configured.settings();
        Path folder =
                site.stateFolder().resolve(settings.link().alice() + "-" + settings.link().bob());
        try {
            KeyPool pool =
                    KeyPool.open(
                            PoolSettings.of(
                                    settings.link(),
                                    settings.role() == LinkRole.ALICE ? Party.ALICE : Party.BOB,
                                    folder.resolve("pool"),
                                    configured.preSharedSecret()));
            HandoverJournal journal = HandoverJournal.open(folder.resolve("handover"));
            LedgerBook ledgers =
                    new LedgerBook(
                            folder.resolve("ledgers"), settings, site.signer(), site.clock());
            Optional<ManInTheMiddle> relay = manInTheMiddle(configured, site);
            return new Member(
                    new QkdLink(settings, relay),
                    relay.map(eve -> configured.endpoint().withClassical(eve.port()))
                            .orElse(configured.endpoint()),
                    pool,
                    journal,
                    ledgers,
                    new LinkKeeper(journal, pool, ledgers, RefillRule.standard()));
        } catch (ChannelException e) {
            throw new IllegalStateException(
                    "link " + settings.link() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Where attacks are allowed, Alice dials a relay that can attack on command. */
    private static Optional<ManInTheMiddle> manInTheMiddle(Configured configured, Site site) {
        boolean attackable =
                configured.settings().attacksAllowed()
                        && configured.settings().role() == LinkRole.ALICE;
        LinkEndpoint.Address bob = configured.endpoint().classical();
        return attackable
                ? Optional.of(new ManInTheMiddle(bob.host(), bob.port(), site.freshChance().get()))
                : Optional.empty();
    }

    private static LinkConnector connector(Member member) {
        return switch (member.link().settings().role()) {
            case ALICE -> new DialingConnector(member.endpoint(), member.pool());
            case BOB -> new ListeningConnector(member.endpoint(), member.pool());
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("{} did not stop in {} ms", thread.getName(), STOP_MILLIS);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
