package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Door for the other end of a link; no other site's key manager is heard here. */
@RestController
@RequestMapping("/relay/v1/links/{alice}/{bob}")
final class LinkPeerController {

    private final OwnLinks ownLinks;
    private final StockRules rules;
    private final LinkLedger ledger;
    private final JsonBody json;

    LinkPeerController(OwnLinks ownLinks, StockRules rules, LinkLedger ledger, JsonBody json) {
        this.ownLinks = ownLinks;
        this.rules = rules;
        this.ledger = ledger;
        this.json = json;
    }

    @PostMapping("/confirmations")
    Confirmation.Answer confirm(
            @PathVariable String alice,
            @PathVariable String bob,
            HttpServletRequest request,
            Principal caller) {
        LinkId link = link(alice, bob, caller);
        return ledger.judge(link, json.read(request, Confirmation.class));
    }

    @PostMapping("/epochs")
    EpochNote exchange(
            @PathVariable String alice,
            @PathVariable String bob,
            HttpServletRequest request,
            Principal caller) {
        LinkId link = link(alice, bob, caller);
        return ledger.hear(link, json.read(request, EpochNote.class));
    }

    private LinkId link(String alice, String bob, Principal caller) {
        LinkId link = ownLinks.named(alice, bob);
        if (!link.otherEnd(rules.own()).value().equals(caller.getName())) {
            throw new WarifuException(
                    ErrorCode.FORBIDDEN, "Only the other end of a link may speak about it.");
        }
        return link;
    }
}
