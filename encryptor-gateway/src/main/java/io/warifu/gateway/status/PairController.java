package io.warifu.gateway.status;

import io.warifu.gateway.planner.LinkUse;
import io.warifu.gateway.planner.RekeyPlan;
import io.warifu.gateway.planner.RekeyPlanner;
import io.warifu.gateway.stock.StockView;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.events.EventStreams;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The operator's view of the pairs, once or as it changes, and what their links can pay. */
@RestController
@RequestMapping("/api/v1")
public final class PairController {

    private static final double KEY_BITS = 256;

    private final Lookout lookout;
    private final EventHub hub;
    private final EventStreams streams;

    public PairController(Lookout lookout, EventHub hub, EventStreams streams) {
        this.lookout = lookout;
        this.hub = hub;
        this.streams = streams;
    }

    @GetMapping("/pairs")
    List<PairView> pairs() {
        return lookout.pairs();
    }

    /**
     * Events {@code state}, {@code epoch-...}, {@code alarm}; {@code pairs} first and after each.
     */
    @GetMapping("/events")
    SseEmitter events() {
        SseEmitter emitter = streams.open();
        if (streams.isOpen(emitter)) {
            EventStream.join(emitter, hub, lookout::pairs);
        }
        return emitter;
    }

    /**
     * A plan.
     *
     * @param measured whether the link's rate is this gateway's own lower bound
     * @param minutesLeft of the stock at the present rate; null if none is used
     */
    record Plans(
            @Nullable String peer,
            boolean measured,
            @Nullable Double minutesLeft,
            @Nullable RekeyPlan plan) {}

    /** For a link of the given rate, or for each peer by what was measured. */
    @GetMapping("/plan")
    List<Plans> plan(
            @RequestParam(required = false) @Nullable Double linkBitsPerSecond,
            @RequestParam(defaultValue = "1") int pairs,
            @RequestParam(defaultValue = "0") double trafficBitsPerSecond) {
        if (linkBitsPerSecond != null) {
            return List.of(
                    new Plans(
                            null,
                            false,
                            null,
                            planned(linkBitsPerSecond, pairs, trafficBitsPerSecond)));
        }
        return lookout.peers().stream()
                .map(peer -> measured(peer, pairs, trafficBitsPerSecond))
                .toList();
    }

    private Plans measured(SiteId peer, int pairs, double trafficBitsPerSecond) {
        StockView stock = lookout.stock(peer);
        OptionalDouble left = stock.minutesLeft();
        double rate = stock.incomingKeysPerSecond().orElse(0) * KEY_BITS;
        return new Plans(
                peer.value(),
                true,
                left.isPresent() ? (Double) left.getAsDouble() : null,
                rate > 0 ? planned(rate, pairs, trafficBitsPerSecond) : null);
    }

    private static RekeyPlan planned(double linkBitsPerSecond, int pairs, double traffic) {
        try {
            return RekeyPlanner.plan(new LinkUse(linkBitsPerSecond, pairs, traffic));
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
