package io.warifu.demo.command;

import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.gateway.planner.LinkUse;
import io.warifu.gateway.planner.RekeyPlan;
import io.warifu.gateway.planner.RekeyPlanner;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells which re-key setting a link can pay. */
@Command(
        name = "plan",
        description = {
            "Tell which re-key setting a QKD link can pay.",
            "With --link for a link of that rate, without a network; otherwise for what a gateway"
                    + " has measured, which is a lower bound."
        },
        mixinStandardHelpOptions = true)
final class GatewayPlanCommand implements Callable<Integer> {

    private static final String LINE = "  %8s %12s %14s %12s  %s%n";
    private static final double KEY_BITS = 256;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = {"--link", "--link-bits-per-second"},
            paramLabel = "BIT/S",
            description = "secret key that the link delivers")
    private @Nullable Double link;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "pairs of gateways that draw from it (default: ${DEFAULT-VALUE})")
    private int pairs = 1;

    @Option(
            names = {"--traffic", "--traffic-bits-per-second"},
            paramLabel = "BIT/S",
            description = "of one pair, both directions (default: ${DEFAULT-VALUE})")
    private double traffic;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            converter = SiteConverters.AnySite.class,
            description = "whose gateway is asked (default: tokyo)")
    private Site site = NetworkPlan.TOKYO;

    @Override
    public Integer call() {
        if (link != null) {
            print(plan(link));
            return 0;
        }
        for (JsonNode pair :
                options.sites().plain(site, Service.ENCRYPTOR_GATEWAY).get("/api/v1/pairs")) {
            print(pair);
        }
        return 0;
    }

    private RekeyPlan plan(double bitsPerSecond) {
        try {
            return RekeyPlanner.plan(new LinkUse(bitsPerSecond, pairs, traffic));
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private void print(JsonNode pair) {
        System.out.printf(
                Locale.ROOT,
                "%s - %s: %s keys in stock, %s, fields may draw %d%n",
                site.name(),
                pair.path("peer").asString("?"),
                pair.path("keysStored").isNumber() ? pair.path("keysStored").asString() : "?",
                pair.path("minutesLeft").isNumber()
                        ? String.format(
                                Locale.ROOT,
                                "%.0f minutes at the present rate",
                                pair.path("minutesLeft").asDouble())
                        : "none used at present",
                pair.path("otpBudgetKeys").asInt(0));
        double rate = pair.path("incomingKeysPerSecond").asDouble(0) * KEY_BITS;
        if (rate > 0) {
            System.out.println(
                    "  by what came in, which may be far less than the links give: a full stock"
                            + " makes them wait");
            print(plan(rate));
        } else {
            System.out.println("  no rate measured yet; name one with --link");
        }
    }

    private static void print(RekeyPlan plan) {
        System.out.printf(
                Locale.ROOT,
                "  a link of %,.1f bit/s for %d pair(s): %s%n",
                plan.use().linkBitsPerSecond(),
                plan.use().pairs(),
                plan.recommended()
                        .map(time -> "set soft-time to " + time.toSeconds() + " s")
                        .orElse(
                                "cannot pay any setting; the tunnel will stand still now and then"));
        System.out.printf(LINE, "soft", "key every", "bit/s", "of the link", "");
        for (RekeyPlan.Option option : plan.options()) {
            System.out.printf(
                    LINE,
                    option.softTime().toSeconds() + " s",
                    String.format(Locale.ROOT, "%.1f s", option.keyEvery().toMillis() / 1_000.0),
                    String.format(Locale.ROOT, "%.2f", option.bitsPerSecond()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * option.shareOfLink()),
                    option.payable() ? "" : "too dear");
        }
        System.out.printf(
                Locale.ROOT,
                "  least rate for the hard limit %.2f bit/s; reserve of a pair after %.0f s;"
                        + " one-time pads for %.1f fields of 64 bytes a minute%s%n",
                plan.minimumBitsPerSecond(),
                plan.reserveFilledAfter().toMillis() / 1_000.0,
                60 * plan.otp().smallFieldsPerSecond(),
                plan.byteLimitMatters() ? "; the traffic changes keys sooner than the time" : "");
    }
}
