package io.warifu.sharing;

/** How a share was made; the code is its byte in the share header and never changes its meaning. */
public enum Scheme {
    /** Shamir with truly random coins: secret against unlimited computing power. */
    SHAMIR_ITS(1),
    /** Shamir with coins from a cipher: k-1 servers that can break AES-256 learn the secret. */
    SHAMIR_PRG(2),
    /** Encrypt, erasure-code the ciphertext, share the key. Reserved: no share is made or taken. */
    SSMS(3),
    /** All-or-nothing transform and erasure code. Reserved: no share is made or taken. */
    AONT_RS(4);

    private final int code;

    Scheme(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether each payload byte is a value of a polynomial over the byte of the secret. */
    public boolean isShamir() {
        return switch (this) {
            case SHAMIR_ITS, SHAMIR_PRG -> true;
            case SSMS, AONT_RS -> false;
        };
    }
}
