package io.warifu.demo.control;

import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.gateway.ledger.LedgerComparison;
import io.warifu.gateway.ledger.LedgerPage;
import io.warifu.gateway.ledger.LedgerSide;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Fetches the key ledgers of two gateways and lays them side by side. */
public final class Ledgers {

    /** More than the gateways remember. */
    private static final int MAX_PAGES = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sites sites;

    public Ledgers(Sites sites) {
        this.sites = sites;
    }

    public LedgerComparison compare(Site from, Site to) {
        return LedgerComparison.of(side(from, to), side(to, from));
    }

    private LedgerSide side(Site site, Site peer) {
        SiteClient gateway = sites.plain(site, Service.ENCRYPTOR_GATEWAY);
        List<LedgerPage> pages = new ArrayList<>();
        @Nullable Long after = 0L;
        while (after != null) {
            if (pages.size() >= MAX_PAGES) {
                throw new WarifuException(
                        ErrorCode.INTERNAL, site.name() + "'s ledger does not come to an end");
            }
            LedgerPage page =
                    page(
                            gateway.bytes(
                                    "/api/v1/ledger?peer="
                                            + peer.name()
                                            + "&limit="
                                            + LedgerPage.MAX_ROWS
                                            + "&after="
                                            + after));
            pages.add(page);
            after = page.next();
        }
        return LedgerPage.side(pages);
    }

    private static LedgerPage page(byte[] body) {
        try {
            return JSON.readValue(body, LedgerPage.class);
        } catch (JacksonException e) {
            throw new WarifuException(ErrorCode.INTERNAL, "no page of a ledger", e);
        }
    }
}
