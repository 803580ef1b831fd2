package io.warifu.gateway.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes whole lines of bounded length off a file, and says in which line something is wrong. */
final class LedgerLines {

    private final Path path;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private long wholeBytes;
    private long line;

    LedgerLines(Path path) {
        this.path = path;
    }

    /** The next whole line without its end; null if none is left. */
    @Nullable String next(InputStream in) throws IOException {
        int searched = 0;
        while (true) {
            for (int i = from + searched; i < to; i++) {
                if (buffer[i] == '\n') {
                    String text = new String(buffer, from, i - from, StandardCharsets.US_ASCII);
                    wholeBytes += i + 1 - from;
                    from = i + 1;
                    line++;
                    return text;
                }
            }
            searched = to - from;
            if (searched >= LedgerLine.MAX_BYTES) {
                line++;
                throw damaged("longer than a line can be");
            }
            System.arraycopy(buffer, from, buffer, 0, searched);
            from = 0;
            int got = in.read(buffer, searched, buffer.length - searched);
            to = searched + Math.max(0, got);
            if (got < 0) {
                return null;
            }
        }
    }

    long wholeBytes() {
        return wholeBytes;
    }

    /** The chain after this line, if its own value is that. */
    LedgerChain checked(String sealed, LedgerChain before, int chainChars) {
        LedgerChain next = before.next(text(sealed, chainChars));
        if (!sealed.endsWith(next.hex())) {
            throw damaged("the chain breaks here");
        }
        return next;
    }

    /** A line without its chain value. */
    String text(String sealed, int chainChars) {
        int end = sealed.length() - chainChars - 1;
        if (end < 1 || sealed.charAt(end) != ' ') {
            throw damaged("no chain value");
        }
        return sealed.substring(0, end);
    }

    LedgerDamagedException damaged(@Nullable String why) {
        return new LedgerDamagedException(
                "the ledger " + path + " is damaged in line " + line + ": " + why);
    }
}
