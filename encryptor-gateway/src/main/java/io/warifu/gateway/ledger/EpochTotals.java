package io.warifu.gateway.ledger;

/** What an epoch protected at this end: plain bytes and records of all types. */
public record EpochTotals(
        long bytesSent, long bytesReceived, long recordsSent, long recordsReceived, int carriers) {

    /** Whether nothing was sent or received. */
    boolean areZero() {
        return bytesSent == 0 && bytesReceived == 0 && recordsSent == 0 && recordsReceived == 0;
    }
}
