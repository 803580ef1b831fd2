package io.warifu.sharing;

import java.security.SecureRandom;

/** {@link AontRsSharing} keeps the laws of all schemes. */
class AontRsContractTest extends SecretSharingContract {

    private final SecretSharing sharing = new AontRsSharing(new SecureRandom());

    @Override
    SecretSharing sharing() {
        return sharing;
    }
}
