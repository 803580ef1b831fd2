package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger, page by page. */
@RestController
public final class LedgerController {

    private final SiteId site;
    private final DurableKeyLedger ledger;

    public LedgerController(SiteId site, DurableKeyLedger ledger) {
        this.site = site;
        this.ledger = ledger;
    }

    @GetMapping("/api/v1/ledger")
    LedgerPage page(
            @RequestParam(required = false) @Nullable String peer,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        if (after < 0 || limit < 1 || limit > LedgerPage.MAX_ROWS) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "after is 0 or more, limit 1 to " + LedgerPage.MAX_ROWS);
        }
        return LedgerPage.of(
                site, ledger.view(), Optional.ofNullable(peer).map(this::site), after, limit);
    }

    private SiteId site(String name) {
        try {
            return new SiteId(name);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "no site id", e);
        }
    }
}
