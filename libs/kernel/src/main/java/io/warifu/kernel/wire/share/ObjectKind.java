package io.warifu.kernel.wire.share;

/** What an object is for; the only thing about its content that a share server learns. */
public enum ObjectKind {
    /** A pack: records of one patient. */
    RECORD,
    /** A catalogue segment: who has what. */
    CATALOGUE
}
