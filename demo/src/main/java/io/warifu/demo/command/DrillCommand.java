package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.drill.Drill;
import io.warifu.demo.drill.Drills;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs or lists fault drills. */
@Command(
        name = "drill",
        description = "Run one fault drill against the running network; 'drill list' names them.",
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    private static final String LIST = "list";

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Parameters(paramLabel = "NAME", description = "a drill, or 'list'")
    private String name = LIST;

    @Override
    public Integer call() throws IOException {
        if (name.equals(LIST)) {
            Drills.ALL.forEach(d -> System.out.printf("%-24s %s%n", d.name(), d.purpose()));
            return 0;
        }
        Optional<Drill> drill = Drills.named(name);
        if (drill.isEmpty()) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no drill '" + name + "'; see ./warifu drill list");
        }
        Network network = options.network();
        if (network.running().size() < NetworkPlan.SITES.size()) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE, "a drill needs all five sites; run ./warifu up first");
        }
        Drill.Verdict verdict = drill.get().run(network, Terminal.ofProcess());
        System.out.println(
                (verdict.passed() ? "PASS  " : "FAIL  ") + name + ": " + verdict.summary());
        verdict.figures().forEach((key, value) -> System.out.printf("      %s: %s%n", key, value));
        return verdict.passed() ? 0 : 1;
    }
}
