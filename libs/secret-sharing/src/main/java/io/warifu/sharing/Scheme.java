package io.warifu.sharing;

/**
 * How a share was made, and what that promises; the code is its byte in the share header and never
 * changes its meaning. Any k of n shares give the object back; the differences are what fewer tell,
 * and how long a share is.
 */
public enum Scheme {
    /** Shamir with truly random coins. */
    SHAMIR_ITS(
            1,
            Secrecy.PERFECT,
            "k-1 servers together learn nothing but the length, whatever they can compute"),
    /** Shamir with coins from a cipher. */
    SHAMIR_PRG(
            2,
            Secrecy.COMPUTATIONAL,
            "k-1 servers together learn nothing but the length unless they can break AES-256"),
    /** Encrypt, code the ciphertext, share the key (Krawczyk 1993). */
    SSMS(
            3,
            Secrecy.COMPUTATIONAL,
            "k-1 servers together learn nothing but the length unless they can break AES-256;"
                    + " ciphertext that was once collected stays readable for who gets k key shares"
                    + " of one epoch"),
    /** All-or-nothing transform, then code (Resch and Plank 2011). */
    AONT_RS(
            4,
            Secrecy.KEYLESS,
            "nothing can be read without k pieces unless AES-256 is broken; there is no key, so"
                    + " whoever collects k pieces of whatever age reads the object, and pieces of"
                    + " two versions are not refreshed");

    /** The kind of a promise. */
    public enum Secrecy {
        /** Against unlimited computing power. */
        PERFECT,
        /** As long as the cipher holds. */
        COMPUTATIONAL,
        /** As long as the cipher holds, and nothing that a refresh could renew. */
        KEYLESS
    }

    private final int code;
    private final Secrecy secrecy;
    private final String promise;

    Scheme(int code, Secrecy secrecy, String promise) {
        this.code = code;
        this.secrecy = secrecy;
        this.promise = promise;
    }

    public int code() {
        return code;
    }

    public Secrecy secrecy() {
        return secrecy;
    }

    /** What fewer than k servers can do, in a sentence for people. */
    public String promise() {
        return promise;
    }

    /** Whether each payload byte is a value of a polynomial over the byte of the secret. */
    public boolean isShamir() {
        return switch (this) {
            case SHAMIR_ITS, SHAMIR_PRG -> true;
            case SSMS, AONT_RS -> false;
        };
    }

    /** Whether a dealing of this scheme may say that its coins came from there. */
    boolean allows(CoinOrigin origin) {
        return switch (this) {
            case SHAMIR_ITS -> origin == CoinOrigin.SUPPLIED;
            case SHAMIR_PRG -> origin == CoinOrigin.CIPHER;
            case SSMS -> origin != CoinOrigin.NONE;
            case AONT_RS -> origin == CoinOrigin.NONE;
        };
    }

    static Scheme shamirWith(CoinOrigin origin) {
        return switch (origin) {
            case SUPPLIED -> SHAMIR_ITS;
            case CIPHER -> SHAMIR_PRG;
            case NONE -> throw new IllegalArgumentException("Shamir's sharing needs coins");
        };
    }
}
