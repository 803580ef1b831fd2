package io.warifu.keys.vault;

/**
 * The key that wraps data keys. It lies outside the database: in a file or in a PKCS#11 token.
 *
 * <p>Guarantee: what {@link #wrap} returns opens only with the same master key and the same words.
 */
interface MasterKey {

    byte[] wrap(byte[] dataKey, AssociatedData about);

    /**
     * The data key; the caller wipes it.
     *
     * @throws VaultException if another master key wrapped it, or it was altered
     */
    byte[] unwrap(byte[] wrapped, AssociatedData about);
}
