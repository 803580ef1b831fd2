package io.warifu.keys.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Door for the other key managers; the security chain lets nobody else in. */
@RestController
@RequestMapping("/relay/v1")
final class RelayController {

    private final RelayNode node;
    private final JsonBody json;
    private final MeterRegistry meters;

    RelayController(RelayNode node, JsonBody json, MeterRegistry meters) {
        this.node = node;
        this.json = json;
        this.meters = meters;
    }

    @PostMapping("/messages")
    ResponseEntity<RelayAnswer> message(HttpServletRequest request, Principal caller) {
        RelayMessage message = json.read(request, RelayMessage.class);
        RelayAnswer answer = node.receive(new SiteId(caller.getName()), message);
        String outcome = answer.outcome().name().toLowerCase(Locale.ROOT);
        meters.counter("warifu.keys.relay.received", "outcome", outcome).increment();
        return ResponseEntity.status(answer.outcome().httpStatus()).body(answer);
    }

    @PostMapping("/cancellations")
    Map<String, Integer> cancel(HttpServletRequest request, Principal caller) {
        Cancellation cancellation = json.read(request, Cancellation.class);
        int cancelled = node.cancel(new SiteId(caller.getName()), cancellation.keyIds());
        return Map.of("cancelled", cancelled);
    }
}
