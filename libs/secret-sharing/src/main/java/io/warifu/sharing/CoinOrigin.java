package io.warifu.sharing;

/** Where a dealing's random bytes came from; the code is its byte in the share header. */
public enum CoinOrigin {
    /** The scheme draws no coins that its secrecy rests on beyond a key that it does not share. */
    NONE(0),
    /** Truly random bytes that the caller supplied: surplus of a QKD link, a quantum generator. */
    SUPPLIED(1),
    /** An AES-256-CTR stream under keys from the operating system. */
    CIPHER(2);

    private final int code;

    CoinOrigin(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
