package io.warifu.crossref.collect;

/** What one share server said when it was asked for its share of an object. */
public sealed interface ShareAnswer {

    ShareServer server();

    /** Bytes that claim to be the share; nothing about them was checked. */
    @SuppressWarnings("ArrayRecordComponent") // Up to 32 MiB; copying would double it.
    record Delivered(ShareServer server, byte[] bytes) implements ShareAnswer {}

    /** The server answered that it keeps no share of the object. */
    record Absent(ShareServer server) implements ShareAnswer {}

    /** The server did not answer in time or not properly. */
    record Failed(ShareServer server, String reason) implements ShareAnswer {}
}
