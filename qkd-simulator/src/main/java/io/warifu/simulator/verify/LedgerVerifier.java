package io.warifu.simulator.verify;

import static io.warifu.simulator.verify.Rejection.unless;

import io.warifu.simulator.verify.Claims.Amplification;
import io.warifu.simulator.verify.Claims.Correction;
import io.warifu.simulator.verify.Claims.Lane;
import io.warifu.simulator.verify.Verdict.Outcome;
import io.warifu.simulator.verify.Verdict.Statement;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges ledger files: each by itself, and all of them against each other.
 *
 * <p>Guarantee: OK is said only of a file in its one canonical form, signed by the named end of the
 * link under the given root, whose secret length this package computes again from the counts, and
 * whose sums all close; among the files given, numbers and block ids are unique, each ledger
 * continues the one before it, and both ends of a block say the same. Limit: two dishonest ends
 * that agree can invent counts; no ledger can show that.
 */
public final class LedgerVerifier {

    /** No ledger is longer. */
    public static final int MAX_FILE_BYTES = 24 << 10;

    private static final String NO_DIGEST = "0".repeat(64);

    private final @Nullable X509Certificate root;

    /**
     * A verifier.
     *
     * @param root under which signers must stand; without one nothing is called OK
     */
    public LedgerVerifier(@Nullable X509Certificate root) {
        this.root = root;
    }

    /** A file to be judged: its name and its bytes, of which {@link #MAX_FILE_BYTES} + 1 do. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over to be read once.
    public record LedgerFile(String name, byte[] content) {}

    /** One verdict for each file, in the order given. */
    public List<Verdict> verify(List<LedgerFile> files) {
        List<Read> all = new ArrayList<>();
        for (LedgerFile file : files) {
            all.add(read(all.size(), file));
        }
        return all.stream().map(one -> judge(one, all)).toList();
    }

    /** A file after the checks that concern it alone. */
    private record Read(
            int place,
            String name,
            @Nullable Claims claims,
            String digest,
            @Nullable Rejection rejection) {}

    private Read read(int place, LedgerFile file) {
        Claims claims = null;
        String digest = NO_DIGEST;
        try {
            unless(
                    file.content().length <= MAX_FILE_BYTES,
                    Check.SIZE,
                    "a ledger has at most " + MAX_FILE_BYTES + " bytes");
            String[] lines = lines(file.content());
            claims = Claims.of(lines[0]);
            digest = Seal.digest(lines[0]);
            Seal seal = Seal.of(lines[1]);
            seal.check(lines[0], claims.site());
            if (root != null) {
                seal.checkAnchored(root, claims.issuedAtEpochSeconds());
            }
            Balances.check(claims);
            return new Read(place, file.name(), claims, digest, null);
        } catch (Rejection e) {
            return new Read(place, file.name(), claims, digest, e);
        }
    }

    private static String[] lines(byte[] content) throws Rejection {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int first = text.indexOf('\n');
        unless(
                first > 0
                        && text.endsWith("\n")
                        && text.indexOf('\n', first + 1) == text.length() - 1,
                Check.FORM,
                "a ledger file has two lines");
        return new String[] {
            text.substring(0, first), text.substring(first + 1, text.length() - 1)
        };
    }

    private Verdict judge(Read one, List<Read> all) {
        Claims claims = one.claims();
        Statement statement = claims == null ? null : statement(claims);
        try {
            if (one.rejection() != null) {
                throw one.rejection();
            }
            if (claims != null) {
                compare(one, claims, all);
            }
            return root == null
                    ? new Verdict(
                            one.name(),
                            Outcome.NOT_ANCHORED,
                            null,
                            "signature valid, signer not anchored",
                            statement)
                    : new Verdict(one.name(), Outcome.OK, null, "every check holds", statement);
        } catch (Rejection e) {
            String detail = e.getMessage() == null ? "" : e.getMessage();
            return new Verdict(one.name(), Outcome.REJECTED, e.check(), detail, statement);
        }
    }

    private static void compare(Read one, Claims mine, List<Read> all) throws Rejection {
        for (Read other : all) {
            Claims theirs = other.claims();
            // A file that is rejected by itself is no witness against others.
            if (other.place() == one.place() || theirs == null || other.rejection() != null) {
                continue;
            }
            if (!mine.link().equals(theirs.link())) {
                unless(
                        !mine.blockId().equals(theirs.blockId()),
                        Check.UNIQUE,
                        other.name() + " has the same block id on another link");
            } else if (mine.end().equals(theirs.end())) {
                sameEnd(mine, theirs, other);
            } else {
                otherEnd(mine, theirs, other);
            }
        }
    }

    private static void sameEnd(Claims mine, Claims theirs, Read other) throws Rejection {
        unless(
                mine.sequence() != theirs.sequence(),
                Check.UNIQUE,
                other.name() + " has the same number");
        unless(
                !mine.blockId().equals(theirs.blockId()),
                Check.UNIQUE,
                other.name() + " has the same block id");
        if (theirs.sequence() == mine.sequence() - 1) {
            unless(
                    mine.previous().equals(other.digest()),
                    Check.CHAIN,
                    "it names another ledger as the one before than " + other.name());
            unless(
                    !theirs.session().equals(mine.session()) || isApart(mine, theirs),
                    Check.CHAIN,
                    "its time overlaps that of " + other.name());
            unless(
                    poolContinues(mine.pool(), theirs.pool()),
                    Check.CHAIN,
                    "its pool is not as " + other.name() + " left it");
        }
    }

    /** Blocks are numbered when they are finished, so a later one may have begun earlier. */
    private static boolean isApart(Claims mine, Claims theirs) {
        return mine.startedNanos() >= theirs.endedNanos()
                || theirs.startedNanos() >= mine.endedNanos();
    }

    private static boolean poolContinues(List<Lane> mine, List<Lane> before) {
        if (mine.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            Lane now = mine.get(i);
            Lane then = before.get(i);
            if (!now.name().equals(then.name())
                    || now.depositedBefore() != then.depositedAfter()
                    || now.spentBefore() != then.spentAfter()) {
                return false;
            }
        }
        return true;
    }

    private static void otherEnd(Claims mine, Claims theirs, Read other) throws Rejection {
        if (!mine.blockId().equals(theirs.blockId())) {
            return;
        }
        unless(
                shared(mine).equals(shared(theirs)),
                Check.OTHER_END,
                other.name() + " says something else about the same block");
    }

    /** All that both ends know alike; each has its own numbering, pool and round trips. */
    private static List<Object> shared(Claims claims) {
        Correction correction = claims.correction();
        Amplification made = claims.amplification();
        return List.of(
                claims.session(),
                claims.clockHz(),
                claims.keyBasisProbability(),
                claims.pulses(),
                claims.intensities(),
                claims.proof(),
                claims.epsilon().secrecy(),
                claims.epsilon().correctness(),
                correction.variant(),
                correction.frames(),
                correction.parityBits(),
                correction.verificationHash(),
                correction.tagBits(),
                correction.countBits(),
                made);
    }

    private static Statement statement(Claims claims) {
        long detections = claims.totals().keyDetections();
        return new Statement(
                claims.link(),
                claims.end(),
                claims.sequence(),
                claims.blockId(),
                claims.proof().name(),
                detections,
                detections == 0 ? 0 : (double) claims.totals().keyErrors() / detections,
                claims.correction().leakBits(),
                claims.amplification().secretBits(),
                claims.amplification().deliveredBits());
    }
}
