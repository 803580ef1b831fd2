package io.warifu.simulator.session;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.finite.SecretLength;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeResult;

/**
 * All public facts from which the length of a block's key follows; its ledger is made of them.
 *
 * @param round the sifted round; its bits are wiped by now
 * @param counts with the errors of the key basis, known since error correction
 * @param plan of error correction
 * @param cascade what error correction cost
 * @param verificationHash name of the hash that compared the keys
 * @param verificationBits bits of the verification tag, disclosed
 * @param countBits what the numbers of errors tell at most
 * @param length the secret length and every term of its formula
 * @param seedHash SHA-256 of the seed of privacy amplification, in hex
 * @param seedBits length of that seed
 */
public record Evidence(
        SiftedRound round,
        BlockCounts counts,
        CascadePlan plan,
        CascadeResult cascade,
        String verificationHash,
        int verificationBits,
        int countBits,
        SecretLength length,
        String seedHash,
        int seedBits) {

    /** The length that was taken, which the proof allows. */
    public long secretBits() {
        return Distillation.secretBits(length);
    }

    /** Error rate of the whole key basis. */
    public double keyQber() {
        Tally key = counts.keyTotal();
        return key.detections() == 0 ? 0 : key.errors() / key.detections();
    }
}
