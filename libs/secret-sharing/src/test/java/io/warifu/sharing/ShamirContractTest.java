package io.warifu.sharing;

import java.security.SecureRandom;

/** {@link ShamirSharing} keeps the laws of all schemes. */
class ShamirContractTest extends SecretSharingContract {

    private final SecretSharing sharing = ShamirSharing.withCipherCoins(new SecureRandom());

    @Override
    SecretSharing sharing() {
        return sharing;
    }
}
