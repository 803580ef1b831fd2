package io.warifu.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.servicekit.TestPki;
import io.warifu.simulator.proof.BlockLedger;
import io.warifu.simulator.proof.BlockLedger.End;
import io.warifu.simulator.proof.SignedLedger;
import io.warifu.simulator.verify.LedgerVerifier.LedgerFile;
import io.warifu.simulator.verify.Verdict.Outcome;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerVerifierTest {

    private final LedgersForTests ledgers = new LedgersForTests();
    private final BlockLedger ledger = ledgers.first(End.ALICE);
    private final String line = LedgersForTests.line(ledger);
    private final LedgerFile file = ledgers.file("tokyo", ledger);

    @Test
    void everyFlipOfOneBitOfTheFileIsRejected() {
        LedgerVerifier verifier = ledgers.verifier();
        byte[] bytes = file.content();
        assertThat(
                        IntStream.range(0, 8 * bytes.length)
                                .parallel()
                                .filter(bit -> {
                                    byte[] flipped = bytes.clone();
                                    flipped[bit >>> 3] ^= (byte) (1 << (bit & 7));
                                    return verifier.verify(List.of(new LedgerFile("x", flipped)))
                                                    .getFirst()
                                                    .outcome()
                                            != Outcome.REJECTED;
                                }))
                .isEmpty();
    }

    @Test
    void everyCountThatIsOneOffIsRejectedAlthoughProperlySigned() {
        // Numbers that stand alone: no sum and no length depends on them.
        List<String> free =
                List.of(
                        "sequence",
                        "issuedAtEpochSeconds",
                        "startedNanos",
                        "endedNanos",
                        "frames",
                        "roundTrips");
        Matcher count = Pattern.compile("\"([A-Za-z]+)\":([0-9]+)(?=[,}])").matcher(line);
        int tried = 0;
        while (count.find()) {
            if (!free.contains(count.group(1))) {
                long changed = Long.parseLong(count.group(2)) + 1;
                assertThat(judged(edited(count.start(2), count.end(2), Long.toString(changed))))
                        .as(count.group())
                        .extracting(Verdict::outcome)
                        .isEqualTo(Outcome.REJECTED);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(35);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"secretBits\":', LENGTH, 1",
        "'\"parityBits\":', CORRECTION, 1",
        "'\"leakBits\":', CORRECTION, 1",
        "'\"correctedBits\":', CORRECTION, 1",
        "'\"keyDetections\":', TOTALS, 1",
        "'\"testErrors\":', TOTALS, -1",
        "'\"secrecyShares\":', EPSILON, 1",
        "'\"tagBits\":', CORRECTION, 1",
        "'\"keyBits\":', AMPLIFICATION, 1",
        "'\"seedBits\":', AMPLIFICATION, -1",
        "'\"deliveredBits\":', AMPLIFICATION, 8",
        "'\"spentAfter\":', POOL, 1",
        "'\"remainingBefore\":', POOL, 1",
        "'\"endedNanos\":', TIME, -9"
    })
    void aChangedNumberIsRejectedByTheCheckThatItConcerns(String field, Check check, long change) {
        Matcher count = Pattern.compile(field + "([0-9]+)").matcher(line);
        assertThat(count.find()).isTrue();
        String changed = Long.toString(Long.parseLong(count.group(1)) + change);
        Verdict verdict = judged(edited(count.start(1), count.end(1), changed));
        assertThat(verdict.check()).isEqualTo(check);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void anErrorHiddenInAllItsSumsStillChangesTheLength() {
        // One test error less, in its tally and in the total.
        String edited =
                line.replace("\"testErrors\":9112", "\"testErrors\":9111")
                        .replace("\"testErrors\":10319", "\"testErrors\":10318");
        assertThat(judged(edited).check()).isEqualTo(Check.LENGTH);
    }

    @Test
    void aLargerEpsilonDoesNotBuyKey() {
        assertThat(judged(line.replace("\"secrecy\":1.0E-10", "\"secrecy\":1.0E-9")).check())
                .isEqualTo(Check.LENGTH);
        assertThat(judged(line.replace("1.0E-15", "1.0E-16")).check()).isEqualTo(Check.LENGTH);
    }

    @Test
    void aHashTooShortForTheEpsilonIsRejected() {
        String cut =
                line.replace("\"tagBits\":127", "\"tagBits\":64")
                        .replace("\"countBits\":42", "\"countBits\":105");
        assertThat(judged(cut).check()).isEqualTo(Check.VERIFICATION);
        assertThat(judged(line.replace("2^127-1", "2^31-1")).check()).isEqualTo(Check.VERIFICATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"alice\":|\"eve\":1,\"alice\":",
                "\"alice\":\"tokyo\"|\"alice\":\"tokyo\",\"alice\":\"tokyo\"",
                "\"alice\":\"tokyo\",|''",
                "\"bob\":|'\"bob\": '",
                "\"sequence\":1|\"sequence\":01",
                "\"sequence\":1|\"sequence\":1.0",
                "\"sequence\":1|\"sequence\":-1",
                "\"clockHz\":1.0E9|\"clockHz\":1000000000",
                "\"clockHz\":1.0E9|\"clockHz\":1.00E9",
                "\"tokyo\"|\"tok\\u0079o\"",
                "\"ALICE\"|\"EVE\"",
                "\"WIESEMANN\"|\"TRUST_ME\"",
                "warifu-qkd-ledger/1|warifu-qkd-ledger/2",
                "\"pool\":|\"extra\":[{\"a\":1}],\"pool\":"
            })
    void anotherFormIsRejectedAlthoughProperlySigned(String part, String instead) {
        String edited = line.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead));
        assertThat(edited).isNotEqualTo(line);
        assertThat(judged(edited).check()).isIn(Check.FORM, Check.FIELD);
    }

    @Test
    void neitherHugeNorEmptyNorRandomFilesAreRead() {
        for (byte[] content :
                List.of(
                        new byte[LedgerVerifier.MAX_FILE_BYTES + 1],
                        new byte[0],
                        "\n\n".getBytes(StandardCharsets.US_ASCII),
                        "{}\n{}\n".getBytes(StandardCharsets.US_ASCII),
                        ("{\"a\":".repeat(2000) + "\n{}\n").getBytes(StandardCharsets.US_ASCII))) {
            Verdict verdict =
                    ledgers.verifier().verify(List.of(new LedgerFile("x", content))).getFirst();
            assertThat(verdict.check()).isIn(Check.SIZE, Check.FORM);
        }
    }

    @Test
    void aSignatureOfAnybodyElseIsRejected() {
        assertThat(verdict(LedgersForTests.sealed(line, ledgers.identity(End.BOB))).check())
                .isEqualTo(Check.SIGNER);
        assertThat(verdict(LedgersForTests.sealed(line, ledgers.stranger())).check())
                .isEqualTo(Check.SIGNER);
        TestPki.Identity selfMade = new TestPki().identity("qkd", "urn:warifu:qkd:tokyo");
        assertThat(verdict(LedgersForTests.sealed(line, selfMade)).check()).isEqualTo(Check.ANCHOR);
    }

    @Test
    void theOtherOfTheTwoEquallyGoodSignaturesIsRejected() {
        SignedLedger signed = ledgers.signed(ledger);
        BigInteger order =
                new BigInteger(
                        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger s = new BigInteger(signed.signatureHex().substring(64), 16);
        String other =
                signed.signatureHex().substring(0, 64) + "%064x".formatted(order.subtract(s));
        assertThat(
                        verdict(LedgersForTests.sealed(line, ledgers.identity(End.ALICE), other))
                                .check())
                .isEqualTo(Check.SIGNATURE);
    }

    @Test
    void aCertificateThatWasNotValidAtTheTimeIsRejected() {
        String old =
                line.replaceFirst(
                        "\"issuedAtEpochSeconds\":[0-9]+", "\"issuedAtEpochSeconds\":1000000000");
        assertThat(judged(old).check()).isEqualTo(Check.ANCHOR);
    }

    @Test
    void withoutARootNothingIsCalledOk() {
        Verdict verdict = new LedgerVerifier(null).verify(List.of(file)).getFirst();
        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_ANCHORED);
        assertThat(verdict.detail()).isEqualTo("signature valid, signer not anchored");
    }

    @Test
    void aLedgerThatHoldsIsOk() {
        Verdict verdict = verdict(file);
        assertThat(verdict.detail()).isEqualTo("every check holds");
        assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
        assertThat(verdict.statement())
                .satisfies(statement -> {
                    assertThat(statement.secretBits()).isGreaterThan(300_000);
                    assertThat(statement.keyBits()).isEqualTo(1_000_000);
                });
    }

    @Test
    void aChainOfBothEndsIsOk() {
        SignedLedger second = ledgers.signed(ledgers.next(ledgers.signed(ledger)));
        // ECDSA signatures differ from time to time; the digest is of the line alone.
        BlockLedger third = ledgers.next(second);
        assertThat(
                        outcomes(
                                file,
                                new LedgerFile("second", second.toBytes()),
                                ledgers.file("third", third),
                                ledgers.file("koganei", ledgers.first(End.BOB))))
                .containsOnly(Outcome.OK);
    }

    @Test
    void aLedgerLeftOutAndReplacedBreaksTheChain() {
        BlockLedger second = ledgers.next(ledgers.signed(ledger));
        LedgerFile forged =
                LedgersForTests.sealed(
                        LedgersForTests.line(second)
                                .replace(second.previous().hex(), "ab".repeat(32)),
                        ledgers.identity(End.ALICE));
        List<Verdict> verdicts = ledgers.verifier().verify(List.of(file, forged));
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.OK);
        assertThat(verdicts.get(1).check()).isEqualTo(Check.CHAIN);
    }

    @Test
    void aPoolThatForgetsWhatWasSpentBreaksTheChain() {
        BlockLedger second = ledgers.next(ledgers.signed(ledger));
        String edited =
                LedgersForTests.line(second)
                        .replaceFirst("\"spentBefore\":9000", "\"spentBefore\":8999")
                        .replaceFirst("\"remainingBefore\":517336", "\"remainingBefore\":517337")
                        .replaceFirst("\"spentAfter\":18000", "\"spentAfter\":17999")
                        .replaceFirst("\"remainingAfter\":510384", "\"remainingAfter\":510385");
        LedgerFile forged = LedgersForTests.sealed(edited, ledgers.identity(End.ALICE));
        assertThat(verdict(forged).outcome()).isEqualTo(Outcome.OK);
        assertThat(ledgers.verifier().verify(List.of(file, forged)).get(1).check())
                .isEqualTo(Check.CHAIN);
    }

    @Test
    void theSameBlockTwiceIsRejectedAtBothPlaces() {
        assertThat(ledgers.verifier().verify(List.of(file, file)))
                .extracting(Verdict::check)
                .containsOnly(Check.UNIQUE);
    }

    @Test
    void endsThatDisagreeAboutABlockAreBothRejected() {
        LedgerFile bobs =
                LedgersForTests.sealed(
                        LedgersForTests.line(ledgers.first(End.BOB)).replace("OPT8", "ORIGINAL"),
                        ledgers.identity(End.BOB));
        assertThat(ledgers.verifier().verify(List.of(file, bobs)))
                .extracting(Verdict::check)
                .containsOnly(Check.OTHER_END);
    }

    @Test
    void aRejectedFileIsNoWitnessAgainstAnother() {
        byte[] broken = Arrays.copyOf(file.content(), file.content().length);
        broken[broken.length - 5] ^= 1;
        assertThat(outcomes(file, new LedgerFile("broken", broken)))
                .containsExactly(Outcome.OK, Outcome.REJECTED);
    }

    private List<Outcome> outcomes(LedgerFile... files) {
        return ledgers.verifier().verify(List.of(files)).stream().map(Verdict::outcome).toList();
    }

    private Verdict verdict(LedgerFile one) {
        return ledgers.verifier().verify(List.of(one)).getFirst();
    }

    /** The verdict on another first line, signed by the right end. */
    private Verdict judged(String edited) {
        return verdict(LedgersForTests.sealed(edited, ledgers.identity(End.ALICE)));
    }

    private String edited(int start, int end, String instead) {
        return line.substring(0, start) + instead + line.substring(end);
    }
}
