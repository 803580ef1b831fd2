package io.warifu.demo.gatewaypair;

/** How a direction of a connection ended for the one who reads it. */
public enum Ending {
    /** Not yet. */
    RUNNING,
    /** An end of file: the reader must believe that this was all. */
    CLEAN,
    /** A reset or another error: the reader knows that something is missing. */
    ERROR
}
