package io.warifu.gateway.epoch;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;

/** Epochs whose secrets are known. */
public final class EpochFixture {

    private EpochFixture() {}

    /** An epoch in use with the link secret of the vectors. */
    public static EpochInUse ofVectors() {
        return new EpochInUse(
                EpochSecretsTest.terms(KeyMode.QKD_AND_PQC, true).entry(true),
                new LinkSecret(SecretBytes.takeFrom(Vectors.bytes("qkd+pqc-link"))),
                0,
                _ -> {});
    }
}
