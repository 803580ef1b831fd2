package io.warifu.sharing;

import java.security.SecureRandom;

/** {@link KrawczykSharing} keeps the laws of all schemes. */
class KrawczykContractTest extends SecretSharingContract {

    private final SecretSharing sharing =
            new KrawczykSharing(new AesCtrCoins(new SecureRandom()), new SecureRandom());

    @Override
    SecretSharing sharing() {
        return sharing;
    }
}
