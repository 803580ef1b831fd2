package io.warifu.simulator.optimise;

import io.warifu.simulator.asymptotic.DetectorModel;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.finite.Proof;

/**
 * What is given when a link's settings are chosen.
 *
 * @param lossDb loss of the fibre, without the receiver
 * @param blockDetections key-basis detections of one block
 * @param correctionEfficiency f of the error correction, from 1
 */
public record LinkProblem(
        Proof proof,
        DetectorModel detector,
        double lossDb,
        double blockDetections,
        Security security,
        double correctionEfficiency) {}
