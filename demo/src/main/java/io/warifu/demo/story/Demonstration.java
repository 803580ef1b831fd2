package io.warifu.demo.story;

import io.warifu.demo.control.Backup;
import io.warifu.demo.control.Network;
import io.warifu.demo.control.Restoration;
import io.warifu.demo.control.StorageComparison;
import io.warifu.demo.drill.Drill;
import io.warifu.demo.drill.EavesdropDrill;
import io.warifu.demo.generate.GenerationResult;
import io.warifu.demo.generate.GeneratorProfile;
import io.warifu.demo.generate.GeneratorSettings;
import io.warifu.demo.generate.PatientGenerator;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demonstration, as the story that the README tells: a hospital's records are backed up, read
 * at another hospital, survive the loss of a city while someone listens, and come back byte for
 * byte.
 */
public final class Demonstration {

    private static final int STEPS = 8;
    private static final int MAX_TOLD_DIFFERENCES = 10;

    /** The day of the demonstration on the Tokyo QKD Network. */
    private static final long SEED = 20201022L;

    /** The city of Tokyo; the three sites left are exactly the threshold. */
    private static final List<Site> LOST = List.of(NetworkPlan.TOKYO, NetworkPlan.KOGANEI);

    /** Between sites that are left, so that the restore must take another way for its keys. */
    private static final QkdLink TAPPED = NetworkPlan.LINKS.get(6);

    private final Network network;
    private final Home home;
    private final int patients;
    private final Terminal terminal;
    private int step;

    public Demonstration(Network network, Home home, int patients, Terminal terminal) {
        this.network = network;
        this.home = home;
        this.patients = patients;
        this.terminal = terminal;
    }

    /** What held and what did not, for people and programs. */
    public record Account(Map<String, Object> figures, boolean allHeld) {

        public String json() {
            return JsonMapper.builder().build().writeValueAsString(figures);
        }
    }

    public Account run() throws IOException {
        long started = System.nanoTime();
        Path storage = home.root().resolve("storage");
        Path restored = home.root().resolve("restored");

        tell("five sites start: databases, key managers, gateways, QKD links", this::start);
        GenerationResult generated =
                tell(
                        "Tokyo's hospital gets " + patients + " fictitious patients",
                        () -> generate(storage));
        JsonNode job =
                tell(
                        "each patient's records are split in five shares and sent",
                        () -> ingest(storage));
        CrossReference.Found found =
                tell(
                        "a clinician at Kochi looks a Tokyo patient up",
                        () -> crossReference(storage));
        tell("the city of Tokyo is lost: " + names(LOST), this::lose);
        Drill.Verdict eve = tell("Eve listens on " + name(TAPPED), this::eavesdrop);
        Restoration.Result result =
                tell(
                        "Kochi rebuilds Tokyo's storage from the shares that are left",
                        () -> restore(restored));
        List<String> differences =
                tell(
                        "the restored storage is compared with the lost one",
                        () -> compare(storage, restored));
        return account(started, generated, job, found, eve, result, differences);
    }

    private Account account(
            long started,
            GenerationResult generated,
            JsonNode job,
            CrossReference.Found found,
            Drill.Verdict eve,
            Restoration.Result result,
            List<String> differences) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("patients", generated.patients());
        figures.put("versions", job.path("versionsNew").asLong(0));
        figures.put("safe", job.path("safe").asLong(0));
        figures.put("crossReferenced", found.records());
        figures.put("sitesLost", LOST.size());
        figures.put("eavesdropperDetected", eve.passed());
        figures.put("qber", eve.figures().get("qber"));
        figures.put("restored", result.files());
        figures.put("mismatches", differences.size());
        figures.put("seconds", Math.round((System.nanoTime() - started) / 1e8) / 10.0);
        boolean allHeld =
                job.path("safe").asLong(0) == generated.files()
                        && result.files() == generated.files()
                        && differences.isEmpty()
                        && found.equalBytes()
                        && eve.passed();
        return new Account(figures, allHeld);
    }

    private Told<Integer> start() throws IOException {
        network.up(line -> terminal.line("    " + line));
        List<JsonNode> states = new ArrayList<>();
        for (QkdLink link : NetworkPlan.LINKS) {
            JsonNode state = network.linkState(link.alice(), link);
            terminal.line("    " + LinkLine.of(link, state));
            states.add(state);
        }
        LinkLine.origins(states).forEach(origin -> terminal.line("    " + origin));
        return new Told<>(NetworkPlan.SITES.size(), "seven links deliver keys");
    }

    private Told<GenerationResult> generate(Path storage) throws IOException {
        long started = System.nanoTime();
        GenerationResult result =
                new PatientGenerator(new GeneratorSettings(patients, SEED, GeneratorProfile.LIGHT))
                        .generate(
                                storage,
                                (done, total) ->
                                        terminal.progress(
                                                "    generating",
                                                done,
                                                total,
                                                "patients",
                                                started));
        terminal.closeBar();
        return new Told<>(result, result.files() + " files, " + result.bytes() + " bytes");
    }

    private Told<JsonNode> ingest(Path storage) throws IOException {
        long started = System.nanoTime();
        JsonNode job =
                new Backup(network.sites())
                        .run(
                                NetworkPlan.TOKYO,
                                storage.toString(),
                                state ->
                                        terminal.progress(
                                                "    backing up",
                                                state.path("filesSeen").asLong(0),
                                                state.path("filesTotal").asLong(0),
                                                "files",
                                                started));
        terminal.closeBar();
        return new Told<>(job, job.path("safe").asLong(0) + " versions safe at five sites");
    }

    private Told<CrossReference.Found> crossReference(Path storage) throws IOException {
        CrossReference.Found found =
                new CrossReference(network.sites(), NetworkPlan.KOCHI).readOnePatient(storage);
        return new Told<>(found, found.told());
    }

    private Told<Drill.Verdict> eavesdrop() throws IOException {
        Drill.Verdict verdict = new EavesdropDrill(TAPPED, true).run(network, terminal);
        return new Told<>(verdict, verdict.summary() + ", QBER " + verdict.figures().get("qber"));
    }

    private Told<List<String>> compare(Path storage, Path restored) throws IOException {
        List<String> differences = StorageComparison.differences(storage, restored);
        differences.stream().limit(MAX_TOLD_DIFFERENCES).forEach(d -> terminal.line("    " + d));
        return new Told<>(
                differences, differences.isEmpty() ? "equal in names and bytes" : "they differ");
    }

    private Told<Integer> lose() throws IOException {
        for (Site site : LOST) {
            network.process(site).lose();
            // Not only the power: the disks are gone too.
            if (Files.exists(home.database(site))) {
                Restoration.deleteTree(home.database(site));
            }
            terminal.line("    " + site.name() + " is gone, its database with it");
        }
        return new Told<>(LOST.size(), "three of five sites are left");
    }

    private Told<Restoration.Result> restore(Path restored) throws IOException {
        long started = System.nanoTime();
        Restoration.Result result =
                new Restoration(network.sites())
                        .run(
                                NetworkPlan.TOKYO,
                                NetworkPlan.KOCHI,
                                List.of(),
                                restored,
                                (done, total) ->
                                        terminal.progress(
                                                "    restoring", done, total, "files", started));
        terminal.closeBar();
        return new Told<>(result, result.files() + " files");
    }

    private interface Act<T> {
        Told<T> perform() throws IOException;
    }

    /** What a step brought, and how it is told. */
    private record Told<T>(T value, String outcome) {}

    private <T> T tell(String what, Act<T> act) throws IOException {
        step++;
        terminal.line(String.format(Locale.ROOT, "[%d/%d] %s", step, STEPS, what));
        long started = System.nanoTime();
        Told<T> told = act.perform();
        terminal.line(
                String.format(
                        Locale.ROOT,
                        "      %s (%.1f s)",
                        told.outcome(),
                        (System.nanoTime() - started) / 1e9));
        return told.value();
    }

    private static String name(QkdLink link) {
        return link.alice().name() + "-" + link.bob().name();
    }

    private static String names(List<Site> sites) {
        return String.join(" and ", sites.stream().map(Site::name).toList());
    }
}
