package io.warifu.demo.command;

import io.warifu.demo.control.Tunnels;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a tunnel at both ends. */
@Command(
        name = "remove",
        description = {
            "Close a tunnel's door and take its service off the list; connections that stand go on.",
            "Exit code 1 if a gateway did not answer: run the command again when it is back."
        },
        mixinStandardHelpOptions = true)
final class TunnelRemoveCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Parameters(paramLabel = "NAME", description = "as shown by ./warifu tunnel list")
    private String name = "";

    @Override
    public Integer call() throws IOException {
        Tunnels.Removal removal = Tunnels.of(options.existingSites()).remove(name);
        if (removal.removed().isEmpty() && removal.silent().isEmpty()) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND, "there is no tunnel '" + name + "'; see tunnel list");
        }
        Terminal terminal = Terminal.ofProcess();
        removal.silent()
                .forEach(site ->
                        terminal.line(
                                site.name()
                                        + "'s gateway does not answer; run the command again when"
                                        + " it is back"));
        if (!removal.removed().isEmpty()) {
            System.out.printf("%s: removed %s%n", name, String.join(", ", removal.removed()));
        }
        return removal.silent().isEmpty() ? 0 : 1;
    }
}
