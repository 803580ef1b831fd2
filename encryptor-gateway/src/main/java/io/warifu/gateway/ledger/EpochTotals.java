package io.warifu.gateway.ledger;

/** What an epoch protected at this end: plain bytes and records of all types. */
public record EpochTotals(
        long bytesSent, long bytesReceived, long recordsSent, long recordsReceived, int carriers) {}
