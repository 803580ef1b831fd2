package io.warifu.crossref.collect;

/** How many share servers a collection waits for. */
public enum Patience {
    /** One share more than needed, or as many as needed when no more come soon. */
    QUICK,
    /** Every server, suspects too, each with its full time: to find out who disagrees. */
    THOROUGH
}
