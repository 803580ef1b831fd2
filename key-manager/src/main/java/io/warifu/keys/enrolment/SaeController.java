package io.warifu.keys.enrolment;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to the enrolment table. */
@RestController
@RequestMapping("/admin/v1/saes")
final class SaeController {

    private final SaeDirectory directory;
    private final JsonBody json;
    private final InstantSource clock;

    SaeController(SaeDirectory directory, JsonBody json, InstantSource clock) {
        this.directory = directory;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping
    List<ListedSae> all() {
        return directory.all().stream().map(ListedSae::of).toList();
    }

    /** Revokes; to do so again changes nothing. */
    @PostMapping("/{id}/revoke")
    ListedSae revoke(@PathVariable String id) {
        SaeId sae = named(id);
        return switch (directory.revoke(sae, clock.instant())) {
            case REVOKED, UNCHANGED -> listed(sae);
            case UNKNOWN -> throw unknown();
        };
    }

    @PostMapping
    ResponseEntity<SaeEntry> enrol(HttpServletRequest request) {
        Sae sae = checked(json.read(request, SaeEntry.class));
        return switch (directory.enrol(sae)) {
            case ENROLLED -> ResponseEntity.status(HttpStatus.CREATED).body(SaeEntry.of(sae));
            case UNCHANGED -> ResponseEntity.ok(SaeEntry.of(sae));
            case CERTIFICATE_TAKEN ->
                    throw new WarifuException(
                            ErrorCode.CONFLICT, "Another SAE holds this certificate.");
            case CERTIFICATE_REVOKED ->
                    throw new WarifuException(
                            ErrorCode.CONFLICT,
                            "This certificate was revoked; the SAE needs another one.");
        };
    }

    private ListedSae listed(SaeId id) {
        return directory.all().stream()
                .filter(state -> state.sae().id().equals(id))
                .map(ListedSae::of)
                .findFirst()
                .orElseThrow(SaeController::unknown);
    }

    private static SaeId named(String id) {
        try {
            return new SaeId(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static WarifuException unknown() {
        return new WarifuException(ErrorCode.NOT_FOUND, "No SAE of that name was ever enrolled.");
    }

    private static Sae checked(SaeEntry entry) {
        try {
            return entry.toSae();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "id, site and sha256 (64 hexadecimal digits) are needed.",
                    e);
        }
    }
}
