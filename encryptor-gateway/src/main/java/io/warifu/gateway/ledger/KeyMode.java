package io.warifu.gateway.ledger;

/** What the secret of an epoch was made from. */
public enum KeyMode {
    QKD_AND_PQC,
    QKD_ONLY,
    PQC_ONLY
}
