package io.warifu.demo.command;

import io.warifu.simulator.asymptotic.ExpectedCounts;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.SecretLength;
import io.warifu.simulator.optimise.LinkProblem;
import io.warifu.simulator.preset.Preset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints how long a key a finite block allows. */
@Command(
        name = "finite",
        description = "Print the secret length of one block, with every term on the way to it.",
        mixinStandardHelpOptions = true)
public final class QkdFiniteCommand implements Callable<Integer> {

    @Mixin private final QkdBlockOptions options = new QkdBlockOptions();

    @Override
    public Integer call() {
        Preset preset = options.preset();
        LinkProblem problem = options.problem(preset);
        SourceSettings source = preset.source();
        BlockCounts counts =
                QkdPresets.calculate(() ->
                        ExpectedCounts.of(
                                source,
                                problem.lossDb(),
                                problem.detector(),
                                problem.blockDetections()));
        SecretLength length =
                QkdPresets.calculate(() ->
                        FiniteKey.of(
                                problem.proof(),
                                source,
                                counts,
                                problem.security(),
                                ExpectedCounts.leakBits(counts, problem.correctionEfficiency())));
        if (options.json()) {
            ObjectNode document = options.document(preset, problem);
            putSource(document, source);
            putCounts(document, counts);
            putLength(document, length, counts, preset);
            QkdPresets.print(document);
        } else {
            QkdPresets.printHead(preset);
            printTable(problem, options.km(preset), counts, length, preset);
        }
        return 0;
    }

    static void putSource(ObjectNode document, SourceSettings source) {
        ArrayNode means = document.putArray("mu");
        ArrayNode probabilities = document.putArray("p");
        source.intensities().forEach(i -> means.add(i.meanPhotonsPerPulse()));
        source.intensities().forEach(i -> probabilities.add(i.probability()));
        document.put("keyBasisProbability", source.keyBasisProbability());
    }

    static void putCounts(ObjectNode document, BlockCounts counts) {
        document.put("pulses", counts.pulses());
        ObjectNode node = document.putObject("counts");
        putBasis(node, "key", counts.key());
        putBasis(node, "test", counts.test());
    }

    private static void putBasis(ObjectNode node, String name, List<Tally> tallies) {
        ArrayNode detections = node.putObject(name).putArray("n");
        tallies.forEach(tally -> detections.add(tally.detections()));
        ArrayNode errors = ((ObjectNode) node.get(name)).putArray("m");
        tallies.forEach(tally -> errors.add(tally.errors()));
    }

    static void putLength(
            ObjectNode document, SecretLength length, BlockCounts counts, Preset preset) {
        document.put("tau0", length.tau0()).put("tau1", length.tau1());
        QkdPresets.putTerm(document, "s0Low", length.vacuumKeyLow());
        QkdPresets.putTerm(document, "s0Up", length.vacuumKeyUp());
        document.put("s1Key", length.singleKey())
                .put("s1Test", length.singleTest())
                .put("v1Test", length.singleTestErrors());
        QkdPresets.putTerm(document, "deviation", length.deviation());
        document.put("phi", length.phaseError())
                .put("leak", length.leakBits())
                .put("deductions", length.deductionBits())
                .put("ell", length.bits())
                .put("bitsPerPulse", length.bits() / counts.pulses())
                .put("bitsPerSecond", length.bits() / blockSeconds(counts, preset))
                .put("blockSeconds", blockSeconds(counts, preset));
    }

    static double blockSeconds(BlockCounts counts, Preset preset) {
        return counts.pulses() / preset.clockHz().value();
    }

    private static void printTable(
            LinkProblem problem,
            double km,
            BlockCounts counts,
            SecretLength length,
            Preset preset) {
        System.out.printf(
                Locale.ROOT,
                "  proof: %s (%s)%n  %.2f km, %.2f dB; eps_sec %.1e, eps_cor %.1e, f %.4g%n%n",
                problem.proof(),
                problem.proof().citation(),
                km,
                problem.lossDb(),
                problem.security().secrecy(),
                problem.security().correctness(),
                problem.correctionEfficiency());
        row("pulses", counts.pulses());
        row("key-basis detections", counts.keyTotal().detections());
        row("test-basis detections", counts.testTotal().detections());
        row("vacuum, key basis, at least", length.vacuumKeyLow());
        row("vacuum, key basis, at most", length.vacuumKeyUp());
        row("single photons, key basis, at least", length.singleKey());
        row("single photons, test basis, at least", length.singleTest());
        row("their errors, at most", length.singleTestErrors());
        row("deviation by sampling", length.deviation());
        row("phase error rate, at most", length.phaseError());
        row("leaked by error correction", length.leakBits());
        row("cost of the epsilons", length.deductionBits());
        System.out.printf("%-38s %18d%n", "secret bits", length.bits());
        row("secret bits per pulse", length.bits() / counts.pulses());
        row("secret bits per second", length.bits() / blockSeconds(counts, preset));
    }

    private static void row(String name, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        String format = value != 0 && Math.abs(value) < 1 ? "%-38s %18.6e%n" : "%-38s %18.2f%n";
        System.out.printf(Locale.ROOT, format, name, value);
    }
}
