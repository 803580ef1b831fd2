package io.warifu.demo.command;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.optimise.LinkProblem;
import io.warifu.simulator.preset.Preset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Options that say which block of which link is asked about. */
final class QkdBlockOptions {

    private static final double MIN_DETECTIONS = 1;
    private static final double MAX_DETECTIONS = 1e15;

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "parameters of the link (default: lim2014 for lim, else wiesemann)")
    private @Nullable String presetName;

    @Option(
            names = "--proof",
            paramLabel = "PROOF",
            description = "wiesemann, lim or rusca (default: the one that fits the preset)")
    private @Nullable Proof proof;

    @Option(names = "--km", paramLabel = "KM", description = "distance (default: the preset's)")
    private @Nullable Double km;

    @Option(
            names = "--block",
            paramLabel = "N",
            defaultValue = "1e7",
            description = "key-basis detections of a block, like 1e6 (default: ${DEFAULT-VALUE})")
    private double block;

    @Option(
            names = "--eps-sec",
            paramLabel = "E",
            defaultValue = "1e-10",
            description = "chance that the key is not secret (default: ${DEFAULT-VALUE})")
    private double secrecy;

    @Option(
            names = "--eps-cor",
            paramLabel = "E",
            defaultValue = "1e-15",
            description = "chance that the keys differ (default: ${DEFAULT-VALUE})")
    private double correctness;

    @Option(
            names = "--f",
            paramLabel = "F",
            description = "efficiency of error correction, 1 or more (default: the preset's)")
    private @Nullable Double f;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    Preset preset() {
        String name = presetName;
        if (name == null) {
            return QkdPresets.named(proof == Proof.LIM ? "lim2014" : "wiesemann");
        }
        return QkdPresets.named(name);
    }

    boolean json() {
        return json;
    }

    double km(Preset preset) {
        Double distance = km;
        return distance == null ? preset.lengthKm().value() : distance;
    }

    LinkProblem problem(Preset preset) {
        if (!(block >= MIN_DETECTIONS && block <= MAX_DETECTIONS)) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "--block: 1 to " + MAX_DETECTIONS + " detections");
        }
        Proof chosen = proof;
        Double efficiency = f;
        return QkdPresets.calculate(() ->
                new LinkProblem(
                        chosen == null ? preset.proof() : chosen,
                        preset.detector(),
                        preset.lossDb(km(preset)),
                        block,
                        new Security(secrecy, correctness),
                        efficiency == null ? preset.correctionEfficiency().value() : efficiency));
    }

    /** A JSON document that begins with the question. */
    ObjectNode document(Preset preset, LinkProblem problem) {
        return QkdPresets.document(preset)
                .put("proof", problem.proof().name())
                .put("proofSource", problem.proof().citation())
                .put("km", km(preset))
                .put("lossDb", problem.lossDb())
                .put("block", problem.blockDetections())
                .put("epsSec", problem.security().secrecy())
                .put("epsCor", problem.security().correctness())
                .put("f", problem.correctionEfficiency());
    }
}
