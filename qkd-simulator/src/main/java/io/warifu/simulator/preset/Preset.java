package io.warifu.simulator.preset;

import io.warifu.simulator.asymptotic.DecoyLink;
import io.warifu.simulator.asymptotic.DetectorModel;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.finite.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A link that is known from the literature, or made up and marked so.
 *
 * @param title one line for people
 * @param citation the main source, shown wherever the preset is used
 * @param confidence what the preset as a whole deserves
 * @param protocol what the real link runs; the simulator always runs decoy BB84
 * @param meanPhotons mean photons per pulse of each intensity, brightest first
 * @param probabilities how often each intensity is sent
 * @param darkCountPerPulse of one detector; the dark yield Y0 is twice as much
 * @param siftingFactor share of the clicks that sifting keeps
 * @param correctionEfficiency f of the error correction
 */
public record Preset(
        String name,
        String title,
        String citation,
        Confidence confidence,
        Sourced<String> protocol,
        Sourced<List<Double>> meanPhotons,
        Sourced<List<Double>> probabilities,
        Sourced<Double> keyBasisProbability,
        Sourced<Double> clockHz,
        Sourced<Double> fibreDbPerKm,
        Sourced<Double> lengthKm,
        Sourced<Double> receiverEfficiency,
        Sourced<Double> darkCountPerPulse,
        Sourced<Double> misalignment,
        Sourced<Double> afterpulseProbability,
        Sourced<Double> deadTimeNanos,
        Sourced<Double> siftingFactor,
        Sourced<Double> correctionEfficiency,
        RateModel rateModel,
        List<PublishedResult> results) {

    public Preset {
        results = List.copyOf(results);
    }

    /** What Alice's source does. */
    public SourceSettings source() {
        List<Intensity> intensities = new ArrayList<>();
        for (int k = 0; k < meanPhotons.value().size(); k++) {
            intensities.add(
                    new Intensity(meanPhotons.value().get(k), probabilities.value().get(k)));
        }
        return new SourceSettings(intensities, keyBasisProbability.value());
    }

    /** The proof that fits the number of intensities. */
    public Proof proof() {
        return meanPhotons.value().size() == Proof.LIM.intensities() ? Proof.LIM : Proof.WIESEMANN;
    }

    /** Every single value by its name, with where it comes from. */
    public Map<String, Sourced<?>> values() {
        Map<String, Sourced<?>> values = new LinkedHashMap<>();
        values.put("protocol", protocol);
        values.put("meanPhotons", meanPhotons);
        values.put("probabilities", probabilities);
        values.put("keyBasisProbability", keyBasisProbability);
        values.put("clockHz", clockHz);
        values.put("fibreDbPerKm", fibreDbPerKm);
        values.put("lengthKm", lengthKm);
        values.put("receiverEfficiency", receiverEfficiency);
        values.put("darkCountPerPulse", darkCountPerPulse);
        values.put("misalignment", misalignment);
        values.put("afterpulseProbability", afterpulseProbability);
        values.put("deadTimeNanos", deadTimeNanos);
        values.put("siftingFactor", siftingFactor);
        values.put("correctionEfficiency", correctionEfficiency);
        return values;
    }

    public boolean illustrative() {
        return confidence == Confidence.ILLUSTRATIVE;
    }

    /** Loss of the fibre at the preset's own length. */
    public double lossDb() {
        return lossDb(lengthKm.value());
    }

    /** Loss of so many kilometres of this fibre. */
    public double lossDb(double km) {
        return fibreDbPerKm.value() * km;
    }

    /** The receiver for {@link io.warifu.simulator.asymptotic.ExpectedCounts}. */
    public DetectorModel detector() {
        return new DetectorModel(
                receiverEfficiency.value(),
                darkCountPerPulse.value(),
                misalignment.value(),
                afterpulseProbability.value());
    }

    /** The link for the asymptotic formulas; they know no afterpulses. */
    public DecoyLink link() {
        return new DecoyLink(
                2 * darkCountPerPulse.value(),
                receiverEfficiency.value(),
                misalignment.value(),
                fibreDbPerKm.value(),
                siftingFactor.value(),
                correctionEfficiency.value());
    }
}
