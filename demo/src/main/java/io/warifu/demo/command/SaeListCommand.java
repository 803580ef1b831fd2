package io.warifu.demo.command;

import io.warifu.demo.control.EnrolmentDoors;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows who is enrolled, and where the key managers differ. */
@Command(
        name = "list",
        description = {
            "Show the key consumers that the key managers know.",
            "Exit code 1 if a key manager does not answer or knows other consumers than the rest."
        },
        mixinStandardHelpOptions = true)
final class SaeListCommand implements Callable<Integer> {

    private static final String LINE = "%-24s %-10s %-9s %-64s  %s%n";

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--site",
            paramLabel = "S",
            converter = SiteConverters.AnySite.class,
            description = "ask this site's key manager only")
    private @Nullable Site site;

    @Option(names = "--json", description = "print JSON: one list for each site that answered")
    private boolean json;

    @Override
    public Integer call() {
        EnrolmentDoors doors = new EnrolmentDoors(options.home(), options.sites());
        doors.requireNetwork();
        List<Site> asked = site == null ? NetworkPlan.SITES : List.of(site);
        Map<String, List<EnrolmentDoors.Entry>> answers = new LinkedHashMap<>();
        Terminal terminal = Terminal.ofProcess();
        for (Site each : asked) {
            try {
                answers.put(each.name(), doors.list(each));
            } catch (WarifuException e) {
                if (e.code() != ErrorCode.PEER_UNREACHABLE) {
                    throw e;
                }
                terminal.line(each.name() + "'s key manager does not answer");
            }
        }
        if (answers.isEmpty()) {
            throw new WarifuException(
                    ErrorCode.PEER_UNREACHABLE, "no key manager answers; run ./warifu up first");
        }
        if (json) {
            System.out.println(
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(answers));
        }
        Map<EnrolmentDoors.Entry, List<String>> known = new LinkedHashMap<>();
        answers.forEach((name, entries) ->
                entries.forEach(
                        entry -> known.merge(entry, List.of(name), SaeListCommand::joined)));
        boolean agreed = known.values().stream().allMatch(at -> at.size() == answers.size());
        if (!json) {
            System.out.printf(
                    LINE, "id", "site", "state", "SHA-256 of the certificate", "known at");
            known.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(row -> print(row.getKey(), row.getValue(), answers.size()));
        }
        return agreed && answers.size() == asked.size() ? 0 : 1;
    }

    private static void print(EnrolmentDoors.Entry entry, List<String> at, int answered) {
        System.out.printf(
                LINE,
                entry.id(),
                entry.site(),
                entry.state(),
                entry.sha256(),
                at.size() == answered && answered > 1 ? "all" : String.join(",", at));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
