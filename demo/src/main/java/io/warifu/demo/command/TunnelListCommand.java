package io.warifu.demo.command;

import io.warifu.demo.control.Tunnels;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows all tunnels. */
@Command(
        name = "list",
        description = {
            "Show the tunnels of all gateways.",
            "Exit code 1 if a gateway does not answer or a tunnel has a problem."
        },
        mixinStandardHelpOptions = true)
final class TunnelListCommand implements Callable<Integer> {

    private static final String LINE = "%-24s %-9s %-22s %-9s %-22s %s%n";

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(names = "--all", description = "also those of the configuration")
    private boolean all;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Tunnels.Listing listing = Tunnels.of(options.existingSites()).list();
        Terminal terminal = Terminal.ofProcess();
        listing.silent().forEach(site -> terminal.line(site.name() + "'s gateway does not answer"));
        if (listing.lines().isEmpty() && !listing.silent().isEmpty()) {
            throw new WarifuException(
                    ErrorCode.PEER_UNREACHABLE, "no gateway answers; run ./warifu up first");
        }
        List<Tunnels.Line> shown =
                listing.lines().stream()
                        .filter(line -> all || !line.ofConfiguration())
                        .sorted(
                                Comparator.comparing(Tunnels.Line::name)
                                        .thenComparing(Tunnels.Line::from))
                        .toList();
        if (json) {
            System.out.println(
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(shown));
        } else {
            System.out.printf(LINE, "name", "from", "listens on", "to", "target", "");
            shown.forEach(TunnelListCommand::print);
        }
        boolean well = shown.stream().allMatch(line -> line.problem() == null);
        return well && listing.silent().isEmpty() ? 0 : 1;
    }

    private static void print(Tunnels.Line line) {
        System.out.printf(
                LINE,
                line.name(),
                line.from(),
                line.listen(),
                line.to(),
                line.target() == null ? "?" : line.target(),
                line.problem() == null ? "" : line.problem());
    }
}
