package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Restoration;
import io.warifu.demo.control.SiteProcess;
import io.warifu.demo.control.StorageComparison;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loses two sites with their databases and restores the other hospital's storage from the three
 * that are left; then starts the lost sites again. It needs a storage that was backed up before.
 */
public final class LoseSitesDrill implements Drill {

    private final Site owner;
    private final Site asking;
    private final List<Site> lost;

    public LoseSitesDrill(Site owner, Site asking, List<Site> lost) {
        this.owner = owner;
        this.asking = asking;
        this.lost = List.copyOf(lost);
    }

    /** The city of Tokyo is lost; Kochi asks. */
    public static LoseSitesDrill ofTokyo() {
        return new LoseSitesDrill(
                NetworkPlan.TOKYO,
                NetworkPlan.KOCHI,
                List.of(NetworkPlan.TOKYO, NetworkPlan.KOGANEI));
    }

    @Override
    public String name() {
        return "lose-sites";
    }

    @Override
    public String purpose() {
        return "two sites go dark at once, databases and all: the records come back from the other three";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        Path folder = Files.createTempDirectory("warifu-drill-");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lost", lost.stream().map(Site::name).toList());
        try {
            Path before = folder.resolve("before");
            Path after = folder.resolve("after");
            Restoration restoration = new Restoration(network.sites());
            restoration.run(owner, asking, List.of(), before, (_, _) -> {});
            for (Site site : lost) {
                terminal.line("  " + site.name() + " is lost");
                network.process(site).lose();
            }
            long started = System.nanoTime();
            Restoration.Result result =
                    restoration.run(owner, asking, List.of(), after, (_, _) -> {});
            double seconds = Math.round((System.nanoTime() - started) / 1e8) / 10.0;
            int mismatches = StorageComparison.differences(before, after).size();
            figures.put("restoredFiles", result.files());
            figures.put("mismatches", mismatches);
            figures.put("restoreSeconds", seconds);
            boolean passed = result.files() > 0 && mismatches == 0;
            String summary =
                    result.files() == 0
                            ? "nothing was backed up; run ./warifu ingest first"
                            : passed
                                    ? "all files came back byte for byte from three sites"
                                    : "the restored storage differs";
            return new Verdict(passed, summary, figures);
        } finally {
            List<Site> dead =
                    lost.stream().filter(site -> notRunning(network.process(site))).toList();
            network.start(dead, line -> terminal.line("  " + line));
            Restoration.deleteTree(folder);
        }
    }

    private static boolean notRunning(SiteProcess process) {
        return process.running().isEmpty();
    }
}
