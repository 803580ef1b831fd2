package io.warifu.keys.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import org.springframework.http.MediaType;
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
    ResponseEntity<byte[]> message(HttpServletRequest request, Principal caller) {
        byte[] message = JsonBody.bytes(request);
        try {
            byte[] ack = node.receive(new SiteId(caller.getName()), message);
            meters.counter("warifu.keys.relay.received").increment();
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(HttpRelayPeers.MEDIA_TYPE))
                    .body(ack);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "The body is not a relay message.", e);
        }
    }

    @PostMapping("/voids")
    Map<String, Integer> voidKeys(HttpServletRequest request, Principal caller) {
        Voids voids = json.read(request, Voids.class);
        int count = node.voidKeys(new SiteId(caller.getName()), voids.ids(), voids.reason());
        return Map.of("voided", count);
    }
}
