package io.warifu.simulator.verify;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.servicekit.TestPki;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.proof.Amplification;
import io.warifu.simulator.proof.BlockLedger;
import io.warifu.simulator.proof.BlockLedger.End;
import io.warifu.simulator.proof.Correction;
import io.warifu.simulator.proof.Epsilons;
import io.warifu.simulator.proof.LedgerCodec;
import io.warifu.simulator.proof.LedgerSigner;
import io.warifu.simulator.proof.PoolLane;
import io.warifu.simulator.proof.PoolLane.Account;
import io.warifu.simulator.proof.SignedLedger;
import io.warifu.simulator.verify.LedgerVerifier.LedgerFile;
import io.warifu.simulator.verify.SecretLengthFormula.Basis;
import io.warifu.simulator.verify.SecretLengthFormula.Settings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Ledgers that hold, to be spoiled one way at a time. */
public final class LedgersForTests {

    static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));

    static final SourceSettings SOURCE =
            new SourceSettings(List.of(new Intensity(0.5, 0.7), new Intensity(0.15, 0.3)), 0.5);

    static final BlockCounts COUNTS =
            new BlockCounts(
                    3.2e8,
                    List.of(new Tally(885_843, 9_035), new Tally(114_157, 1_260)),
                    List.of(new Tally(884_002, 9_112), new Tally(113_809, 1_207)));

    private static final int PARITY_BITS = 84_000;
    private static final int POOL_BITS = 4_096;

    private final TestPki pki = new TestPki();
    private final TestPki.Identity alice = pki.identity("qkd", "urn:warifu:qkd:tokyo");
    private final TestPki.Identity bob = pki.identity("qkd", "urn:warifu:qkd:koganei");
    private final long now = Instant.now().getEpochSecond();

    TestPki.Identity identity(End end) {
        return end == End.ALICE ? alice : bob;
    }

    TestPki.Identity stranger() {
        return pki.identity("qkd", "urn:warifu:qkd:osaka");
    }

    LedgerVerifier verifier() {
        return new LedgerVerifier(alice.root());
    }

    /** A ledger that holds, the first of its chain. */
    public BlockLedger first(End end) {
        return after(end, 1, BlockLedger.NO_DIGEST, new Account(524_288, 0));
    }

    /** The ledger after {@code signed}. */
    public BlockLedger next(SignedLedger signed) {
        BlockLedger before = signed.ledger();
        return after(
                before.end(),
                before.sequence() + 1,
                signed.digest(),
                before.pool().getFirst().after());
    }

    private BlockLedger after(End end, long sequence, Sha256 previous, Account pool) {
        Correction correction =
                new Correction(
                        "OPT8",
                        61,
                        340,
                        PARITY_BITS,
                        (long) COUNTS.keyTotal().errors(),
                        "POLYNOMIAL_2^127-1",
                        127,
                        42);
        long secret = secretBits((double) correction.leakBits());
        long keyBits = (long) COUNTS.keyTotal().detections();
        long blockNanos = 320_000_000;
        return new BlockLedger(
                LINK,
                end,
                UUID.fromString("6f1c1a2e-0000-4000-8000-000000000001"),
                new UUID(77, sequence),
                sequence,
                previous,
                now,
                (sequence - 1) * blockNanos,
                sequence * blockNanos,
                "demonstration",
                1e9,
                SOURCE,
                COUNTS,
                "WIESEMANN",
                new Epsilons(new Security(1e-10, 1e-15), 1e-12, 15),
                correction,
                new Amplification(
                        Amplification.TOEPLITZ_WITH_IDENTITY,
                        keyBits - 1,
                        Sha256.of(new byte[] {1}),
                        secret,
                        POOL_BITS,
                        (secret - POOL_BITS) / 8 * 8),
                List.of(
                        lane("ALICE_TO_BOB", pool, end == End.ALICE ? 9_000 : 8_900),
                        lane("BOB_TO_ALICE", pool, 9_000)));
    }

    private static PoolLane lane(String name, Account before, long spent) {
        return new PoolLane(
                name,
                before,
                new Account(before.depositedBits() + POOL_BITS / 2, before.spentBits() + spent));
    }

    private static long secretBits(double leakBits) {
        Settings settings =
                new Settings(new double[] {0.5, 0.15}, new double[] {0.7, 0.3}, 1e-10, 1e-15);
        double length =
                SecretLengthFormula.WIESEMANN
                        .terms(basis(COUNTS.key()), basis(COUNTS.test()), settings)
                        .length(leakBits);
        return (long) Math.floor(length);
    }

    static Basis basis(List<Tally> tallies) {
        return new Basis(
                tallies.stream().mapToDouble(Tally::detections).toArray(),
                tallies.stream().mapToDouble(Tally::errors).toArray());
    }

    /** Signed by the end that wrote it. */
    public SignedLedger signed(BlockLedger ledger) {
        TestPki.Identity signer = identity(ledger.end());
        return new LedgerSigner(signer.key(), signer.certificate(), ledger.site()).sign(ledger);
    }

    LedgerFile file(String name, BlockLedger ledger) {
        return new LedgerFile(name, signed(ledger).toBytes());
    }

    static String line(BlockLedger ledger) {
        return new String(LedgerCodec.line(ledger), StandardCharsets.US_ASCII);
    }

    /** Any first line whatever, properly signed. */
    static LedgerFile sealed(String line, TestPki.Identity signer) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signer.key());
            String certificate = HexFormat.of().formatHex(signer.certificate().getEncoded());
            signature.update(Seal.underSignature(line, certificate));
            byte[] both = signature.sign();
            BigInteger order = ((ECPrivateKey) signer.key()).getParams().getOrder();
            BigInteger s = new BigInteger(1, both, 32, 32);
            String hex =
                    HexFormat.of().formatHex(both, 0, 32)
                            + String.format(Locale.ROOT, "%064x", s.min(order.subtract(s)));
            return sealed(line, signer, hex);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static LedgerFile sealed(String line, TestPki.Identity signer, String signatureHex) {
        try {
            String certificate = HexFormat.of().formatHex(signer.certificate().getEncoded());
            String text =
                    line
                            + "\n{\"certificate\":\""
                            + certificate
                            + "\",\"signature\":\""
                            + signatureHex
                            + "\"}\n";
            return new LedgerFile("edited", text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
