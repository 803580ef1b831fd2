package io.warifu.keys.enrolment;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to the enrolment table. */
@RestController
@RequestMapping("/admin/v1/saes")
final class SaeController {

    private final SaeDirectory directory;
    private final JsonBody json;

    SaeController(SaeDirectory directory, JsonBody json) {
        this.directory = directory;
        this.json = json;
    }

    @GetMapping
    List<SaeEntry> all() {
        return directory.all().stream().map(SaeEntry::of).toList();
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
        };
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
