package io.warifu.simulator.proof;

import io.warifu.kernel.pack.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ledger as it is kept and handed out: the line of {@link LedgerCodec}, and under it the seal.
 *
 * <pre>
 * {"format":"warifu-qkd-ledger/1", ... }
 * {"certificate":"(DER, hexadecimal)","signature":"(r and s, 32 bytes each, hexadecimal)"}
 * </pre>
 *
 * <p>Limit: reading this says that the form is right, not that the signature is; judging is {@code
 * verify}'s part.
 *
 * @param ledger what is stated
 * @param certificateHex of the signer
 * @param signatureHex over the line and the certificate, as {@link LedgerSigner} makes it
 */
public record SignedLedger(BlockLedger ledger, String certificateHex, String signatureHex) {

    static final int MAX_SEAL_BYTES = 8 << 10;

    private static final Pattern SEAL =
            Pattern.compile(
                    "\\{\"certificate\":\"((?:[0-9a-f]{2})+)\",\"signature\":\"([0-9a-f]{128})\"}");

    /** The whole file: two lines, each ended by a line feed. */
    public byte[] toBytes() {
        String line = new String(LedgerCodec.line(ledger), StandardCharsets.US_ASCII);
        return (line
                        + "\n{\"certificate\":\""
                        + certificateHex
                        + "\",\"signature\":\""
                        + signatureHex
                        + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What the next ledger of this link and end names as its previous one. */
    public Sha256 digest() {
        return LedgerCodec.digest(LedgerCodec.line(ledger));
    }

    /** Reads a file of exactly the form that {@link #toBytes} writes. */
    public static SignedLedger of(byte[] file) throws MalformedLedgerException {
        if (file.length > LedgerCodec.MAX_LINE_BYTES + MAX_SEAL_BYTES) {
            throw new MalformedLedgerException("the file is too long for a ledger");
        }
        int end = 0;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        BlockLedger ledger = LedgerCodec.read(Arrays.copyOf(file, end));
        String rest =
                new String(
                        file,
                        Math.min(end + 1, file.length),
                        Math.max(0, file.length - end - 1),
                        StandardCharsets.ISO_8859_1);
        Matcher seal =
                SEAL.matcher(rest.endsWith("\n") ? rest.substring(0, rest.length() - 1) : "");
        if (!seal.matches()) {
            throw new MalformedLedgerException("the second line is not a seal");
        }
        return new SignedLedger(ledger, seal.group(1), seal.group(2));
    }
}
