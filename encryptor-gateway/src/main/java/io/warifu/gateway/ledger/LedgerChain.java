package io.warifu.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain value of a line: SHA-256 over the value before it (32 bytes) and the line's text.
 *
 * <p>Guarantee: a line that was changed, left out, put in or moved is found at the next start, and
 * by whoever notes one later value elsewhere. Limit: who owns the machine can write a whole new
 * chain, or cut the end off; what shows that is the other site's ledger.
 */
record LedgerChain(String hex) {

    static final LedgerChain BEGIN = new LedgerChain("0".repeat(64));

    LedgerChain next(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(hex));
            return new LedgerChain(
                    HexFormat.of()
                            .formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The line as it stands in the file. */
    String sealed(String text) {
        return text + " " + next(text).hex() + "\n";
    }
}
