package io.warifu.demo.command;

import io.warifu.simulator.asymptotic.AsymptoticRate;
import io.warifu.simulator.asymptotic.DecoyLink;
import io.warifu.simulator.asymptotic.DecoyRates;
import io.warifu.simulator.asymptotic.Estimation;
import io.warifu.simulator.preset.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints the asymptotic key rate of a link over distance. */
@Command(
        name = "rate",
        description = "Print gains, error rates and secret bits per pulse for infinite keys.",
        mixinStandardHelpOptions = true)
public final class QkdRateCommand implements Callable<Integer> {

    private static final int MAX_DISTANCES = 10_000;

    @Option(
            names = "--preset",
            paramLabel = "P",
            defaultValue = "gys",
            description = "parameters of the link (default: ${DEFAULT-VALUE})")
    private String presetName = "gys";

    @Option(
            names = "--mu",
            paramLabel = "PHOTONS",
            description = "mean photons per signal pulse (default: the preset's)")
    private @Nullable Double mu;

    @Option(
            names = "--nu",
            paramLabel = "PHOTONS",
            description = "mean photons per decoy pulse (default: the preset's)")
    private @Nullable Double nu;

    @Option(
            names = "--km",
            paramLabel = "KM",
            split = ",",
            description = "distances, separated by commas (default: the preset's)")
    private double @Nullable [] km;

    @Option(
            names = "--f",
            paramLabel = "F",
            description = "efficiency of error correction, 1 or more (default: the preset's)")
    private @Nullable Double f;

    @Option(names = "--cutoff", description = "also print where the key ends")
    private boolean cutoff;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Preset preset = QkdPresets.named(presetName);
        Question question = question(preset);
        List<DecoyRates> rates = QkdPresets.calculate(question::rates);
        CutOff ends = cutoff ? QkdPresets.calculate(question::cutOff) : null;
        if (json) {
            printJson(preset, question, rates, ends);
        } else {
            printTable(preset, question, rates, ends);
        }
        return 0;
    }

    private Question question(Preset preset) {
        Double signal = mu;
        Double decoy = nu;
        Double efficiency = f;
        double[] distances = km;
        DecoyLink link =
                QkdPresets.calculate(() ->
                        efficiency == null
                                ? preset.link()
                                : preset.link().withCorrectionEfficiency(efficiency));
        return new Question(
                link,
                signal == null ? preset.meanPhotons().value().get(0) : signal,
                decoy == null ? preset.meanPhotons().value().get(1) : decoy,
                distances == null
                        ? List.of(preset.lengthKm().value())
                        : Arrays.stream(distances).boxed().toList());
    }

    private record CutOff(double exact, double optimisedMu, double vacuumWeak, double oneDecoy) {}

    private record Question(DecoyLink link, double mu, double nu, List<Double> km) {

        List<DecoyRates> rates() {
            if (km.size() > MAX_DISTANCES) {
                throw new IllegalArgumentException("--km: at most " + MAX_DISTANCES);
            }
            AsymptoticRate formulas = new AsymptoticRate(link);
            return km.stream().map(distance -> formulas.at(mu, nu, distance)).toList();
        }

        CutOff cutOff() {
            AsymptoticRate formulas = new AsymptoticRate(link);
            return new CutOff(
                    formulas.cutOffKm(mu, nu, Estimation.EXACT),
                    formulas.cutOffKmAtOptimum(),
                    formulas.cutOffKm(mu, nu, Estimation.VACUUM_WEAK),
                    formulas.cutOffKm(mu, nu, Estimation.ONE_DECOY));
        }
    }

    private static void printJson(
            Preset preset, Question question, List<DecoyRates> rates, @Nullable CutOff ends) {
        ObjectNode document =
                QkdPresets.document(preset)
                        .put("mu", question.mu)
                        .put("nu", question.nu)
                        .put("f", question.link.correctionEfficiency());
        ArrayNode rows = document.putArray("rates");
        for (DecoyRates rate : rates) {
            rows.addObject()
                    .put("km", rate.lengthKm())
                    .put("Qmu", rate.signalGain())
                    .put("Emu", rate.signalErrorRate())
                    .put("Qnu", rate.decoyGain())
                    .put("Enu", rate.decoyErrorRate())
                    .put("Y1", rate.exact().yield())
                    .put("e1", rate.exact().errorRate())
                    .put("R", rate.exactRate())
                    .put("Y1L", rate.vacuumWeak().yield())
                    .put("e1U", rate.vacuumWeak().errorRate())
                    .put("Rvw", rate.vacuumWeakRate());
        }
        if (ends != null) {
            document.putObject("cutoffKm")
                    .put("exact", ends.exact)
                    .put("optimisedMu", ends.optimisedMu)
                    .put("vacuumWeak", ends.vacuumWeak)
                    .put("oneDecoy", ends.oneDecoy);
        }
        QkdPresets.print(document);
    }

    private static void printTable(
            Preset preset, Question question, List<DecoyRates> rates, @Nullable CutOff ends) {
        QkdPresets.printHead(preset);
        System.out.printf(
                Locale.ROOT,
                "  mu %.4g, nu %.4g photons/pulse, f %.4g; R in secret bits per pulse%n%n",
                question.mu,
                question.nu,
                question.link.correctionEfficiency());
        System.out.printf(
                "%8s %12s %12s %12s %12s %12s %12s %12s %12s %12s %12s%n",
                "km", "Qmu", "Emu", "Qnu", "Enu", "Y1", "e1", "R", "Y1L", "e1U", "Rvw");
        for (DecoyRates rate : rates) {
            System.out.printf(
                    Locale.ROOT,
                    "%8.2f %12.6e %12.6e %12.6e %12.6e %12.6e %12.6e %12.6e %12.6e %12.6e"
                            + " %12.6e%n",
                    rate.lengthKm(),
                    rate.signalGain(),
                    rate.signalErrorRate(),
                    rate.decoyGain(),
                    rate.decoyErrorRate(),
                    rate.exact().yield(),
                    rate.exact().errorRate(),
                    rate.exactRate(),
                    rate.vacuumWeak().yield(),
                    rate.vacuumWeak().errorRate(),
                    rate.vacuumWeakRate());
        }
        if (ends != null) {
            System.out.printf(
                    Locale.ROOT,
                    "%nno key from %.2f km on; with the best mu from %.2f km, with vacuum and weak"
                            + " decoy from %.2f km, with one decoy from %.2f km%n",
                    ends.exact,
                    ends.optimisedMu,
                    ends.vacuumWeak,
                    ends.oneDecoy);
        }
    }
}
