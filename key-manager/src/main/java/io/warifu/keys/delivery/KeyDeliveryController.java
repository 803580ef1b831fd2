package io.warifu.keys.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * ETSI GS QKD 014 V1.1.1 over HTTP. The caller is the SAE of the client certificate. Bodies are
 * read by hand, because the standard asks for 400 where a framework would say 405, 415 or 500.
 */
@RestController
@RequestMapping("/api/v1/keys")
final class KeyDeliveryController {

    private final KeyDelivery delivery;
    private final KeyRequestReader reader;
    private final Counter toMasters;
    private final Counter toSlaves;

    KeyDeliveryController(KeyDelivery delivery, JsonBody json, MeterRegistry meters) {
        this.delivery = delivery;
        this.reader = new KeyRequestReader(json.mapper());
        this.toMasters = meters.counter("warifu.keys.delivered", "role", "master");
        this.toSlaves = meters.counter("warifu.keys.delivered", "role", "slave");
    }

    @GetMapping("/{slave}/status")
    ResponseEntity<KeyStatus> status(@PathVariable String slave, Principal caller) {
        KeyStatus status =
                delivery.status(new SaeId(caller.getName()), reader.sae(slave, "slave_SAE_ID"));
        // JSON whatever the Accept header says: the standard has nothing else.
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(status);
    }

    @RequestMapping(
            path = "/{slave}/enc_keys",
            method = {RequestMethod.GET, RequestMethod.POST})
    void encKeys(
            @PathVariable String slave,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SaeId slaveId = reader.sae(slave, "slave_SAE_ID");
        EncRequest wanted = reader.encRequest(body(request), query(request));
        List<ReadyKey> keys = delivery.encKeys(new SaeId(caller.getName()), slaveId, wanted);
        toMasters.increment(wanted.number());
        write(response, keys);
    }

    @RequestMapping(
            path = "/{master}/dec_keys",
            method = {RequestMethod.GET, RequestMethod.POST})
    void decKeys(
            @PathVariable String master,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SaeId masterId = reader.sae(master, "master_SAE_ID");
        List<UUID> ids = reader.keyIds(body(request), query(request));
        List<ReadyKey> keys = delivery.decKeys(new SaeId(caller.getName()), masterId, ids);
        toSlaves.increment(ids.size());
        write(response, keys);
    }

    /** Whatever else is asked for here; the standard has no 404 and no 405. */
    @RequestMapping("/**")
    @SuppressWarnings("DoNotCallSuggester") // Spring calls it.
    void nothingThere() {
        throw KeyRefusal.badRequest("no such method of the key delivery interface");
    }

    private static byte @Nullable [] body(HttpServletRequest request) {
        // Only POST has a body that counts; reading it first would lose form parameters, which
        // are no part of the standard either.
        return request.getMethod().equals("POST") ? JsonBody.bytes(request) : null;
    }

    private static Map<String, String[]> query(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException | RequestRejectedException e) {
            // The container refuses broken percent signs and too many parameters in this way, the
            // firewall control characters.
            throw KeyRefusal.badRequest("the query cannot be read");
        }
    }

    private static void write(HttpServletResponse response, List<ReadyKey> keys)
            throws IOException {
        byte[] body;
        try {
            body = ContainerWriter.write(keys);
        } finally {
            keys.forEach(key -> key.key().close());
        }
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }
}
