package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.SaeClient.Reply;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An eavesdropper on one link, seen by the key managers: the stock of the link is gone at both ends
 * at once, keys that crossed it and were not fetched are void, keys go the other way and say so,
 * and whoever insists on the direct way is refused.
 */
public final class AlarmLinkDrill implements Drill {

    static final String COULD_NOT_BE_MET =
            "not all extension_mandatory request options could be met";

    private static final Map<String, String> DIRECT = Map.of("warifu_route", "direct");
    private static final int UNDELIVERED = 5;
    private static final double EMPTY_LIMIT_SECONDS = 2.0;
    private static final Duration ALARM_LIMIT = Duration.ofMinutes(1);
    private static final Duration OTHER_WAY_LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final QkdLink link;

    AlarmLinkDrill(QkdLink link) {
        this.link = link;
    }

    static AlarmLinkDrill onDefaultLink() {
        return new AlarmLinkDrill(NetworkPlan.LINKS.get(0));
    }

    @Override
    public String name() {
        return "alarm-link";
    }

    @Override
    public String purpose() {
        return "an alarm empties a link's stock, voids what crossed it, and sends keys the other way";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        TappedLink tapped = new TappedLink(network, link);
        SaePair pair = SaePair.ofDrill(network, link.alice(), link.bob());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("link", tapped.name());
        Reply waiting = pair.ask(UNDELIVERED, DIRECT);
        figures.put("directBefore", told(waiting));
        boolean held = waiting.delivered();
        terminal.line("  Eve intercepts every photon on " + tapped.name());
        tapped.attackFibre("INTERCEPT_RESEND", 1.0);
        try {
            held &= emptied(network, tapped, figures);

            Reply direct = pair.ask(1, DIRECT);
            figures.put("directMeanwhile", told(direct));
            held &= direct.status() == 400 && direct.message().contains(COULD_NOT_BE_MET);

            held &= goesTheOtherWay(pair, figures);

            Reply crossed = pair.fetch(waiting.keys().keySet());
            figures.put("undeliveredKeysOfTheLink", told(crossed));
            held &= crossed.status() == 400;
        } finally {
            tapped.leaveFibre();
        }
        held &= tapped.recovers(figures);
        long ended = System.nanoTime();
        boolean directAgain = Waiting.until(RECOVERY_LIMIT, () -> pair.ask(1, DIRECT).delivered());
        figures.put("directAgainAfterSeconds", directAgain ? TappedLink.seconds(ended) : -1.0);
        held &= directAgain;
        return new Verdict(
                held,
                held
                        ? "the link gave nothing from the alarm on, and keys went the other way"
                        : "the alarm was not handled as it should have been",
                figures);
    }

    /** Waits for the alarm, and then for the stocks of both ends to be empty. */
    private boolean emptied(Network network, TappedLink tapped, Map<String, Object> figures) {
        long started = System.nanoTime();
        if (!soon(ALARM_LIMIT, () -> isAlarmed(tapped))) {
            figures.put("alarm", "not raised");
            return false;
        }
        figures.put("alarmAfterSeconds", TappedLink.seconds(started));
        long raised = System.nanoTime();
        boolean empty =
                soon(
                        ALARM_LIMIT,
                        () -> isEmpty(network, link.alice()) && isEmpty(network, link.bob()));
        double seconds = Math.round((System.nanoTime() - raised) / 1e7) / 100.0;
        figures.put("emptyAtBothEndsAfterSeconds", empty ? seconds : -1.0);
        return empty && seconds <= EMPTY_LIMIT_SECONDS;
    }

    private static boolean goesTheOtherWay(SaePair pair, Map<String, Object> figures)
            throws IOException {
        Reply[] last = new Reply[1];
        // The far key managers may have to hear of the alarm first.
        boolean delivered =
                Waiting.until(
                        OTHER_WAY_LIMIT,
                        () -> {
                            Reply reply = pair.ask(1);
                            last[0] = reply;
                            return reply.delivered();
                        });
        Reply reply = last[0];
        figures.put("keyExtension", reply.firstExtension().toString());
        boolean equal = delivered && pair.fetch(reply.keys().keySet()).keys().equals(reply.keys());
        figures.put("otherWay", delivered ? equal ? "equal keys" : "NOT EQUAL" : told(reply));
        return equal && reply.firstExtension().path("warifu_route").asString("").equals("relayed");
    }

    private static boolean isAlarmed(TappedLink tapped) {
        return TappedLink.state(tapped.alice()).equals("ALARM")
                || TappedLink.state(tapped.bob()).equals("ALARM");
    }

    private boolean isEmpty(Network network, Site end) {
        return network.stock(end, link).path("stockBits").asLong(-1) == 0;
    }

    /** Looks often, because two seconds are measured. */
    private static boolean soon(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private static String told(Reply reply) {
        return reply.status() + (reply.delivered() ? "" : " " + reply.message());
    }
}
