package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.simulator.eavesdrop.Eavesdropper;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the links and, where attacks are allowed, sets an eavesdropper on a fibre. */
@RestController
@RequestMapping("/api/v1/links")
public final class LinkController {

    private final LinkFleet fleet;
    private final Supplier<RandomGenerator> freshChance;
    private final AttackPolicy policy;

    LinkController(LinkFleet fleet, Supplier<RandomGenerator> freshChance, AttackPolicy policy) {
        this.fleet = fleet;
        this.freshChance = freshChance;
        this.policy = policy;
    }

    @GetMapping
    List<LinkView> links() {
        return fleet.links().stream().map(LinkView::of).toList();
    }

    @PutMapping("/{alice}/{bob}/eavesdropper")
    LinkView eavesdrop(
            @PathVariable String alice,
            @PathVariable String bob,
            @RequestBody EavesdropperRequest request) {
        if (!policy.attacksAllowed()) {
            throw new WarifuException(
                    ErrorCode.ATTACK_NOT_ALLOWED,
                    "Set warifu.qkd-simulator.attacks-allowed to try attacks.");
        }
        QkdLink link =
                fleet.link(linkId(alice, bob))
                        .orElseThrow(() ->
                                new WarifuException(
                                        ErrorCode.NOT_FOUND, "This site has no such link."));
        if (link.settings().role() != LinkRole.ALICE) {
            throw new WarifuException(
                    ErrorCode.CONFLICT, "The eavesdropper is set at Alice's site.");
        }
        link.attackBy(Eavesdropper.ofFraction(request.checkedFraction(), freshChance.get()));
        return LinkView.of(link);
    }

    private static LinkId linkId(String alice, String bob) {
        try {
            return new LinkId(new SiteId(alice), new SiteId(bob));
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.NOT_FOUND, "This site has no such link.", e);
        }
    }

    /** Whether the configuration lets anyone set an eavesdropper. */
    public record AttackPolicy(boolean attacksAllowed) {}

    /** The share of photons to attack, 0 to 1. */
    record EavesdropperRequest(@Nullable Double fraction) {

        double checkedFraction() {
            if (fraction == null || !(fraction >= 0 && fraction <= 1)) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "fraction is a number from 0 to 1.");
            }
            return fraction;
        }
    }
}
