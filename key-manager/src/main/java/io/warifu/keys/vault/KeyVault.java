package io.warifu.keys.vault;

import io.warifu.kernel.secret.SecretBytes;

/**
 * Seals secrets for the database.
 *
 * <p>Guarantee: what {@link #seal} returns can be opened only with the data key of its hour and
 * with the same associated data; once that data key is destroyed nobody can open it, whatever
 * copies of the database, its log or its backups exist.
 */
public interface KeyVault {

    /** The sealed form; it names its own data key. */
    byte[] seal(SecretBytes secret, AssociatedData about);

    /**
     * The secret again; the caller closes it.
     *
     * @throws VaultException if the data key is gone, or the bytes or what they are about differ
     */
    SecretBytes open(byte[] sealed, AssociatedData about);
}
