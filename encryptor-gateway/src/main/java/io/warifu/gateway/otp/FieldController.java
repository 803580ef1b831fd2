package io.warifu.gateway.otp;

import io.warifu.gateway.otp.FieldOutcome.InDoubt;
import io.warifu.gateway.otp.FieldOutcome.Refused;
import io.warifu.gateway.otp.FieldOutcome.Taken;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The local door for fields: bytes in a request's body, never in its address. Limit: copies inside
 * the web server are beyond reach.
 */
@RestController
@RequestMapping("/api/v1")
public final class FieldController {

    static final String BLOCK_HEADER = "Warifu-Block";
    static final String FROM_HEADER = "Warifu-From";
    static final String PROTECTION_HEADER = "Warifu-Protection";

    private final FieldSender sender;
    private final Inbox inbox;
    private final Set<SiteId> peers;

    public FieldController(FieldSender sender, Inbox inbox, Set<SiteId> peers) {
        this.sender = sender;
        this.inbox = inbox;
        this.peers = Set.copyOf(peers);
    }

    /** Says what became of it: {@code TAKEN}, or {@code IN_DOUBT} with status 504. */
    record Answer(String outcome, FieldReceiptView receipt) {}

    /** A receipt as JSON. */
    record FieldReceiptView(
            String to,
            String box,
            UUID block,
            int bytes,
            Protection protection,
            List<UUID> padIds,
            Optional<UUID> macKeyId,
            List<UUID> carrierKeyIds) {

        static FieldReceiptView of(FieldReceipt receipt) {
            return new FieldReceiptView(
                    receipt.to().value(),
                    receipt.box().value(),
                    receipt.block(),
                    receipt.bytes(),
                    receipt.protection(),
                    receipt.padIds(),
                    receipt.macKeyId(),
                    receipt.carrierKeyIds());
        }
    }

    @PostMapping(path = "/fields", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<Answer> send(
            @RequestParam String peer,
            @RequestParam String box,
            @RequestParam(defaultValue = "REFUSE") FieldPolicy policy,
            InputStream body)
            throws IOException, InterruptedException {
        SiteId to = read(() -> new SiteId(peer));
        if (!peers.contains(to)) {
            throw new WarifuException(ErrorCode.NOT_FOUND, "there is no peer " + to);
        }
        BoxName name = read(() -> new BoxName(box));
        byte[] field = body.readNBytes(OtpBlock.MAX_FIELD_BYTES + 1);
        try {
            if (field.length > OtpBlock.MAX_FIELD_BYTES) {
                throw new WarifuException(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        "a field has at most " + OtpBlock.MAX_FIELD_BYTES + " bytes");
            }
            if (field.length == 0) {
                throw new WarifuException(ErrorCode.BAD_REQUEST, "a field has at least one byte");
            }
            return answer(sender.send(to, name, policy, field));
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    private static ResponseEntity<Answer> answer(FieldOutcome outcome) {
        return switch (outcome) {
            case Taken(FieldReceipt receipt) ->
                    ResponseEntity.ok(new Answer("TAKEN", FieldReceiptView.of(receipt)));
            case InDoubt(FieldReceipt receipt) ->
                    ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT)
                            .body(new Answer("IN_DOUBT", FieldReceiptView.of(receipt)));
            case Refused(FieldOutcome.Reason reason, String detail) ->
                    throw new WarifuException(code(reason), reason + ": " + detail);
        };
    }

    private static ErrorCode code(FieldOutcome.Reason reason) {
        return switch (reason) {
            case BUDGET_EMPTY, NO_KEYS -> ErrorCode.KEYS_EXHAUSTED;
            case BUDGET_TOO_SMALL -> ErrorCode.PAYLOAD_TOO_LARGE;
            case PEER_UNREACHABLE -> ErrorCode.PEER_UNREACHABLE;
            case UNKNOWN_BOX -> ErrorCode.NOT_FOUND;
            case BOX_FULL, KEY_MISMATCH -> ErrorCode.UNAVAILABLE;
            case LEDGER_UNWRITABLE -> ErrorCode.AUDIT_UNAVAILABLE;
            case BUSY -> ErrorCode.TOO_MANY_REQUESTS;
        };
    }

    /** Gives the oldest field of a box, once; 204 if there is none. */
    @PostMapping("/boxes/{box}/take")
    void take(@PathVariable String box, HttpServletResponse response) throws IOException {
        BoxName name = read(() -> new BoxName(box));
        if (!inbox.knows(name)) {
            throw new WarifuException(ErrorCode.NOT_FOUND, "there is no box " + name);
        }
        Optional<Inbox.Field> taken = inbox.take(name);
        if (taken.isEmpty()) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        try (Inbox.Field field = taken.get()) {
            byte[] content = field.content().exposeForWire();
            try {
                response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
                response.setContentLength(content.length);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                response.setHeader(FROM_HEADER, field.from().value());
                response.setHeader(BLOCK_HEADER, field.block().toString());
                response.setHeader(PROTECTION_HEADER, field.protection().name());
                response.getOutputStream().write(content);
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        }
    }

    private static <T> T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
