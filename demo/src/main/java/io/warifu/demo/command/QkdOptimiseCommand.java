package io.warifu.demo.command;

import io.warifu.simulator.optimise.LinkProblem;
import io.warifu.simulator.optimise.Optimum;
import io.warifu.simulator.optimise.SettingsOptimiser;
import io.warifu.simulator.preset.Preset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Prints the settings of the source with which a block yields most. */
@Command(
        name = "optimise",
        description = "Find the intensities, probabilities and basis bias that give most.",
        mixinStandardHelpOptions = true)
public final class QkdOptimiseCommand implements Callable<Integer> {

    @Mixin private final QkdBlockOptions options = new QkdBlockOptions();

    @Override
    public Integer call() {
        Preset preset = options.preset();
        LinkProblem problem = options.problem(preset);
        Optimum best = QkdPresets.calculate(() -> SettingsOptimiser.best(problem));
        if (options.json()) {
            ObjectNode document = options.document(preset, problem);
            QkdFiniteCommand.putSource(document, best.source());
            QkdFiniteCommand.putCounts(document, best.counts());
            QkdFiniteCommand.putLength(document, best.length(), best.counts(), preset);
            QkdPresets.print(document);
            return 0;
        }
        QkdPresets.printHead(preset);
        System.out.printf(
                Locale.ROOT,
                "  proof: %s; %.2f km; blocks of %.4g key-basis detections%n%n",
                problem.proof(),
                options.km(preset),
                problem.blockDetections());
        if (best.length().bits() == 0) {
            System.out.println("no settings give a key");
            return 0;
        }
        best.source()
                .intensities()
                .forEach(i ->
                        System.out.printf(
                                Locale.ROOT,
                                "%8.4f photons/pulse with probability %.4f%n",
                                i.meanPhotonsPerPulse(),
                                i.probability()));
        System.out.printf(
                Locale.ROOT,
                "key basis with probability %.4f%nsecret: %d bits a block, %.4e a pulse,"
                        + " %.1f a second; a block takes %.2f s of the link%n",
                best.source().keyBasisProbability(),
                best.length().bits(),
                best.bitsPerPulse(),
                best.length().bits() / QkdFiniteCommand.blockSeconds(best.counts(), preset),
                QkdFiniteCommand.blockSeconds(best.counts(), preset));
        return 0;
    }
}
