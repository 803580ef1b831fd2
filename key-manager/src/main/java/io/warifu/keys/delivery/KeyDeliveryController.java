package io.warifu.keys.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.Consignment;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * ETSI GS QKD 014 V1.1.1 over HTTP. The caller is the SAE of the client certificate. Bodies are
 * read by hand, because the standard asks for 400 where a framework would say 405, 415 or 500.
 */
@RestController
@RequestMapping("/api/v1/keys")
final class KeyDeliveryController {

    private final KeyDelivery delivery;
    private final KeyRequestReader reader;
    private final JsonMapper json;
    private final MeterRegistry meters;

    KeyDeliveryController(KeyDelivery delivery, JsonBody json, MeterRegistry meters) {
        this.delivery = delivery;
        this.reader = new KeyRequestReader(json.mapper());
        this.json = json.mapper();
        this.meters = meters;
    }

    @GetMapping("/{slave}/status")
    KeyStatus status(@PathVariable String slave, Principal caller) {
        return delivery.status(new SaeId(caller.getName()), reader.sae(slave, "slave_SAE_ID"));
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
        EncRequest wanted = reader.encRequest(body(request), request.getParameterMap());
        try (Consignment keys = delivery.encKeys(new SaeId(caller.getName()), slaveId, wanted)) {
            meters.counter("warifu.keys.delivered", "role", "master").increment(wanted.number());
            write(response, keys.keyIds(), keys.keys());
        }
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
        List<UUID> ids = reader.keyIds(body(request), request.getParameterMap());
        List<SecretBytes> keys = delivery.decKeys(new SaeId(caller.getName()), masterId, ids);
        meters.counter("warifu.keys.delivered", "role", "slave").increment(ids.size());
        write(response, ids, keys);
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

    private void write(HttpServletResponse response, List<UUID> ids, List<SecretBytes> keys)
            throws IOException {
        List<KeyContainer.Key> entries = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            try (SecretBytes key = keys.get(i)) {
                entries.add(new KeyContainer.Key(ids.get(i).toString(), key.exposeForWire()));
            }
        }
        byte[] body = json.writeValueAsBytes(new KeyContainer(entries));
        entries.forEach(entry -> Arrays.fill(entry.key(), (byte) 0));
        try {
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }
}
