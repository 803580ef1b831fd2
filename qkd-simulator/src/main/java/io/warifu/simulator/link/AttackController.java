package io.warifu.simulator.link;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.simulator.eavesdrop.Attack;
import io.warifu.simulator.eavesdrop.Eavesdropper;
import io.warifu.simulator.eavesdrop.classical.ClassicalAttack;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Puts an attacker on a link, where the configuration allows attacks: on the fibre, or on the wire
 * of the classical channel. Both sit at Alice's end and know no secret.
 */
@RestController
@RequestMapping("/api/v1/links/{alice}/{bob}")
public final class AttackController {

    private static final int MAX_MESSAGES_AHEAD = 1_000_000;

    private final LinkFleet fleet;
    private final AttackPolicy policy;

    AttackController(LinkFleet fleet, AttackPolicy policy) {
        this.fleet = fleet;
        this.policy = policy;
    }

    /** Whether the configuration lets anyone attack. */
    public record AttackPolicy(boolean attacksAllowed) {}

    /**
     * Who is to sit on the fibre.
     *
     * @param attack intercept-resend if it is missing
     * @param fraction the attacked share, 0 to 1
     */
    record EavesdropperRequest(@Nullable Attack attack, @Nullable Double fraction) {

        Eavesdropper eavesdropper() {
            if (attack == Attack.NONE) {
                return Eavesdropper.none();
            }
            if (fraction == null || !(fraction >= 0 && fraction <= 1)) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "fraction is a number from 0 to 1.");
            }
            return new Eavesdropper(attack == null ? Attack.INTERCEPT_RESEND : attack, fraction);
        }
    }

    /**
     * What is to happen to one message on the classical channel.
     *
     * @param after how many messages go through before, 0 if missing
     */
    record ClassicalAttackRequest(@Nullable ClassicalAttack attack, @Nullable Integer after) {}

    @PutMapping("/eavesdropper")
    LinkView eavesdrop(
            @PathVariable String alice,
            @PathVariable String bob,
            @RequestBody EavesdropperRequest request) {
        QkdLink link = requireAttackable(alice, bob);
        link.attackBy(request.eavesdropper());
        return LinkView.of(link);
    }

    @PutMapping("/classical-attack")
    LinkView attackWire(
            @PathVariable String alice,
            @PathVariable String bob,
            @RequestBody ClassicalAttackRequest request) {
        QkdLink link = requireAttackable(alice, bob);
        ClassicalAttack attack = request.attack();
        int after = request.after() == null ? 0 : request.after();
        if (attack == null || after < 0 || after > MAX_MESSAGES_AHEAD) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "attack is FLIP, DROP, REPLAY, REPLAY_OLD_SESSION, REFLECT or REORDER; after is not negative.");
        }
        link.manInTheMiddle()
                .orElseThrow(() -> new IllegalStateException("an attackable link has a relay"))
                .arm(attack, after);
        return LinkView.of(link);
    }

    private QkdLink requireAttackable(String alice, String bob) {
        if (!policy.attacksAllowed()) {
            throw new WarifuException(
                    ErrorCode.ATTACK_NOT_ALLOWED,
                    "Set warifu.qkd-simulator.attacks-allowed to try attacks.");
        }
        QkdLink link = LinkController.require(fleet, alice, bob).link();
        if (link.settings().role() != LinkRole.ALICE) {
            throw new WarifuException(ErrorCode.CONFLICT, "Attackers are set at Alice's site.");
        }
        return link;
    }
}
