package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.feed.KeyManagerClient;
import io.warifu.simulator.feed.LinkFeed;
import io.warifu.simulator.socket.DialingConnector;
import io.warifu.simulator.socket.LinkConnector;
import io.warifu.simulator.socket.LinkEndpoint;
import io.warifu.simulator.socket.ListeningConnector;
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
    private final KeyManagerClient keyManager;
    private final Supplier<RandomGenerator> freshChance;
    private final List<LinkRunner> runners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** Nothing is opened or dialled before {@link #start}. */
    public LinkFleet(
            List<Configured> links,
            KeyManagerClient keyManager,
            Supplier<RandomGenerator> freshChance) {
        this.members =
                links.stream()
                        .map(each -> new Member(new QkdLink(each.settings()), each.endpoint()))
                        .toList();
        this.keyManager = keyManager;
        this.freshChance = freshChance;
    }

    /** One link as configured. */
    public record Configured(LinkSettings settings, LinkEndpoint endpoint) {}

    private record Member(QkdLink link, LinkEndpoint endpoint) {}

    List<QkdLink> links() {
        return members.stream().map(Member::link).toList();
    }

    Optional<QkdLink> link(LinkId id) {
        return links().stream().filter(link -> link.settings().link().equals(id)).findFirst();
    }

    @Override
    public synchronized void start() {
        for (Member member : members) {
            LinkId id = member.link().settings().link();
            LinkRunner runner =
                    new LinkRunner(
                            member.link(),
                            connector(member),
                            new LinkFeed(id, keyManager),
                            freshChance);
            runners.add(runner);
            // Error correction waits for hundreds of short answers a block; a platform thread wakes
            // up for each at less cost, and there is only one for each link.
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
        runners.clear();
        threads.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static LinkConnector connector(Member member) {
        return switch (member.link().settings().role()) {
            case ALICE -> new DialingConnector(member.endpoint());
            case BOB -> new ListeningConnector(member.endpoint());
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
