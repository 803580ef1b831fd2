package io.warifu.keys.peer;

/** What a peer answered; whether the status is a refusal is the caller's to know. */
@SuppressWarnings("ArrayRecordComponent") // Read once by the caller; compared nowhere.
public record PeerAnswer(int status, byte[] body) {

    public boolean isOk() {
        return status / 100 == 2;
    }
}
