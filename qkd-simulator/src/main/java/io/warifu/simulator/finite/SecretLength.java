package io.warifu.simulator.finite;

/**
 * The length of a secret key with every term on the way to it, so that a ledger can show them and a
 * verifier can check them one by one. A term that the proof does not have is NaN.
 *
 * @param tau0 chance that a pulse holds no photon, over all intensities
 * @param tau1 chance that a pulse holds one photon
 * @param vacuumKeyLow lower bound of key-basis detections from empty pulses (Lim, Rusca)
 * @param vacuumKeyUp upper bound of the same (Wiesemann, Rusca)
 * @param singleKey lower bound s1 of key-basis detections from single photons
 * @param singleTest lower bound s1 of test-basis detections from single photons
 * @param singleTestErrors upper bound v1 of errors among the latter
 * @param deviation gamma (Lim, Rusca) or g (Wiesemann): what sampling adds to the error share
 * @param phaseError phi, upper bound of the phase error rate of single photons, at most 1/2
 * @param leakBits bits disclosed by error correction
 * @param deductionBits what the epsilons cost
 * @param bits the secret length: rounded down, not below 0
 */
public record SecretLength(
        Proof proof,
        double tau0,
        double tau1,
        double vacuumKeyLow,
        double vacuumKeyUp,
        double singleKey,
        double singleTest,
        double singleTestErrors,
        double deviation,
        double phaseError,
        double leakBits,
        double deductionBits,
        long bits) {}
