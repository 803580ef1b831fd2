package io.warifu.keys.path;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stock and alarm of every link, as each end last said.
 *
 * <p>Guarantee: own links are read from the own stock, at most {@link #OWN_FRESH} ago; a link is
 * closed while either end says that it is in alarm. Limit: far links are as old as the last
 * question that was answered; what is older than {@link #FAR_FRESH} counts as unknown, which is
 * neither good nor bad. Nothing here is a safeguard: a path chosen on wrong words fails at the node
 * that lacks the key, and a peer that lies can only draw traffic or drive it away.
 */
public final class NetworkView {

    public static final Duration OWN_FRESH = Duration.ofMillis(250);
    static final Duration FAR_FRESH = Duration.ofSeconds(15);

    private final SiteId own;
    private final Topology topology;
    private final LinkStock stock;
    private final InstantSource clock;
    private final Consumer<LinkAlarmSeen> alarms;
    private final Map<End, Seen> seen = new ConcurrentHashMap<>();

    public NetworkView(
            SiteId own,
            Topology topology,
            LinkStock stock,
            InstantSource clock,
            Consumer<LinkAlarmSeen> alarms) {
        this.own = own;
        this.topology = topology;
        this.stock = stock;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** One end of a link. */
    private record End(SiteId site, LinkId link) {}

    private record Seen(LinkState state, Instant at) {}

    /**
     * Cost of sending over {@code link} from {@code from}; infinite if it is in alarm, or own and
     * empty.
     */
    public double cost(SiteId from, LinkId link) {
        if (inAlarm(link)) {
            return Double.POSITIVE_INFINITY;
        }
        LinkState state = state(from, link);
        if (state == null) {
            return StockCost.UNKNOWN;
        }
        // What a far site said it lacks it may have by now: dear, but not closed.
        long stockBits =
                from.equals(own) ? state.outgoingBits() : Math.max(1, state.outgoingBits());
        return StockCost.of(stockBits, Math.max(1, state.fullBits()));
    }

    /** Whether an end of the link says so. */
    public boolean inAlarm(LinkId link) {
        return says(link.alice(), link) || says(link.bob(), link);
    }

    /** Key under which {@code from} may send over the link; empty if that is not known here. */
    public Optional<Long> outgoingBits(SiteId from, LinkId link) {
        return Optional.ofNullable(state(from, link)).map(LinkState::outgoingBits);
    }

    /** What this site tells the others. */
    LinkStates ownStates() {
        return new LinkStates(
                own.value(), topology.linksOf(own).stream().map(this::ownState).toList());
    }

    /** Takes the words of {@code site} on its own links; on others it is not heard. */
    void heard(SiteId site, LinkStates said) {
        Instant now = clock.instant();
        List<LinkId> known = topology.linksOf(site);
        for (LinkState state : said.links()) {
            known.stream()
                    .filter(link ->
                            link.alice().value().equals(state.alice())
                                    && link.bob().value().equals(state.bob()))
                    .findFirst()
                    .ifPresent(link -> note(new End(site, link), state, now));
        }
    }

    private boolean says(SiteId site, LinkId link) {
        LinkState state = state(site, link);
        return state != null && state.alarm();
    }

    private @Nullable LinkState state(SiteId site, LinkId link) {
        End end = new End(site, link);
        Seen last = seen.get(end);
        Instant now = clock.instant();
        if (site.equals(own)) {
            // An empty link is looked at again: it may just have been filled.
            if (last != null
                    && last.state().outgoingBits() > 0
                    && now.isBefore(last.at().plus(OWN_FRESH))) {
                return last.state();
            }
            LinkState fresh = ownState(link);
            note(end, fresh, now);
            return fresh;
        }
        return last != null && now.isBefore(last.at().plus(FAR_FRESH)) ? last.state() : null;
    }

    private void note(End end, LinkState state, Instant now) {
        Seen before = seen.put(end, new Seen(state, now));
        if (state.alarm() && (before == null || !before.state().alarm())) {
            alarms.accept(new LinkAlarmSeen(end.link(), now));
        }
    }

    private LinkState ownState(LinkId link) {
        LinkView view = stock.view(link);
        return new LinkState(
                link.alice().value(),
                link.bob().value(),
                view.sendableBits(),
                view.capacityBits() / 2,
                view.alarm());
    }
}
