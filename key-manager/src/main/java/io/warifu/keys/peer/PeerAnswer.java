package io.warifu.keys.peer;

import java.security.cert.X509Certificate;

/**
 * What a peer answered; whether the status is a refusal is the caller's to know.
 *
 * @param certificate of the server that answered, checked by TLS and in the peer's name
 */
@SuppressWarnings("ArrayRecordComponent") // Read once by the caller; compared nowhere.
public record PeerAnswer(int status, byte[] body, X509Certificate certificate) {

    public boolean isOk() {
        return status / 100 == 2;
    }
}
