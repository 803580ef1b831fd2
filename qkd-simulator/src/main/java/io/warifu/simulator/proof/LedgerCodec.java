package io.warifu.simulator.proof;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.simulator.decoy.BinaryEntropy;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of a ledger: one line of JSON in one canonical form, without its line feed.
 *
 * <p>Guarantee: a ledger has exactly one encoding; {@link #read} accepts that and nothing else,
 * because it encodes again what it has understood and compares. Fields that follow from others
 * (totals, leak, efficiency, remainders) are written too, for readers; they are not read.
 */
public final class LedgerCodec {

    public static final String FORMAT = "warifu-qkd-ledger/1";

    /** Under a signature and in a digest this stands before the line, so that neither fits else. */
    private static final byte[] DOMAIN = (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);

    static final int MAX_LINE_BYTES = 16 << 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LedgerCodec() {}

    /** The canonical line. */
    public static byte[] line(BlockLedger ledger) {
        CanonicalJson json =
                new CanonicalJson()
                        .put("format", FORMAT)
                        .put("alice", ledger.link().alice().value())
                        .put("bob", ledger.link().bob().value())
                        .put("end", ledger.end().name())
                        .put("session", ledger.session().toString())
                        .put("blockId", ledger.blockId().toString())
                        .put("sequence", ledger.sequence())
                        .put("previous", ledger.previous().hex())
                        .put("issuedAtEpochSeconds", ledger.issuedAtEpochSeconds())
                        .put("startedNanos", ledger.startedNanos())
                        .put("endedNanos", ledger.endedNanos())
                        .put("preset", ledger.preset())
                        .put("clockHz", ledger.clockHz());
        putCounts(json, ledger.source(), ledger.counts());
        Epsilons epsilons = ledger.epsilons();
        json.put("proof", ledger.proof())
                .open("epsilon")
                .put("secrecy", epsilons.security().secrecy())
                .put("secrecyShares", epsilons.secrecyShares())
                .put("correctness", epsilons.security().correctness())
                .put("authentication", epsilons.authentication())
                .close();
        putCorrection(json, ledger.correction(), ledger.counts().keyTotal());
        putAmplification(json, ledger.amplification(), ledger.counts().keyTotal());
        json.array("pool", ledger.pool(), LedgerCodec::putLane);
        return json.end().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a canonical line. */
    public static BlockLedger read(byte[] line) throws MalformedLedgerException {
        if (line.length > MAX_LINE_BYTES) {
            throw new MalformedLedgerException("a ledger has at most " + MAX_LINE_BYTES + " bytes");
        }
        try {
            BlockLedger ledger = ledger(JSON.readTree(line));
            if (!Arrays.equals(line, line(ledger))) {
                throw new MalformedLedgerException("not the canonical form of its ledger");
            }
            return ledger;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedLedgerException("not a ledger", e);
        }
    }

    /** What the next ledger names as {@code previous}. */
    public static Sha256 digest(byte[] line) {
        return Sha256.of(underSignature(line));
    }

    static byte[] underSignature(byte[] line) {
        return ByteBuffer.allocate(DOMAIN.length + line.length).put(DOMAIN).put(line).array();
    }

    private static void putCounts(CanonicalJson json, SourceSettings source, BlockCounts counts) {
        json.put("keyBasisProbability", source.keyBasisProbability())
                .put("pulses", (long) counts.pulses())
                .array(
                        "intensities",
                        IntStream.range(0, source.intensities().size()).boxed().toList(),
                        (one, k) ->
                                putTallies(
                                        one.put("meanPhotons", source.mean(k))
                                                .put("probability", source.probability(k)),
                                        counts.key().get(k),
                                        counts.test().get(k)))
                .open("totals");
        putTallies(json, counts.keyTotal(), counts.testTotal());
        json.close();
    }

    private static void putTallies(CanonicalJson json, Tally key, Tally test) {
        json.put("keyDetections", (long) key.detections())
                .put("keyErrors", (long) key.errors())
                .put("testDetections", (long) test.detections())
                .put("testErrors", (long) test.errors());
    }

    private static void putCorrection(CanonicalJson json, Correction correction, Tally key) {
        json.open("correction")
                .put("variant", correction.variant())
                .put("frames", correction.frames())
                .put("roundTrips", correction.roundTrips())
                .put("parityBits", correction.parityBits())
                .put("correctedBits", correction.correctedBits())
                .put("efficiency", efficiency(correction, key))
                .put("verificationHash", correction.verificationHash())
                .put("tagBits", correction.tagBits())
                .put("countBits", correction.countBits())
                .put("leakBits", correction.leakBits())
                .close();
    }

    /** Parity bits over the Shannon limit; 0 where there was no error to correct. */
    private static double efficiency(Correction correction, Tally key) {
        double limit =
                key.errors() == 0
                        ? 0
                        : key.detections() * BinaryEntropy.of(key.errors() / key.detections());
        return limit == 0 ? 0 : correction.parityBits() / limit;
    }

    private static void putAmplification(CanonicalJson json, Amplification made, Tally key) {
        json.open("amplification")
                .put("form", made.form())
                .put("keyBits", (long) key.detections())
                .put("seedBits", made.seedBits())
                .put("seedSha256", made.seed().hex())
                .put("secretBits", made.secretBits())
                .put("poolBits", made.poolBits())
                .put("deliveredBits", made.deliveredBits())
                .put("discardedBits", made.discardedBits())
                .close();
    }

    private static void putLane(CanonicalJson json, PoolLane lane) {
        json.put("lane", lane.name())
                .put("depositedBefore", lane.before().depositedBits())
                .put("spentBefore", lane.before().spentBits())
                .put("remainingBefore", lane.before().remainingBits())
                .put("depositedAfter", lane.after().depositedBits())
                .put("spentAfter", lane.after().spentBits())
                .put("remainingAfter", lane.after().remainingBits())
                .put("spent", lane.spentBits());
    }

    private static BlockLedger ledger(JsonNode json) {
        List<Intensity> intensities = new ArrayList<>();
        List<Tally> key = new ArrayList<>();
        List<Tally> test = new ArrayList<>();
        for (JsonNode one : json.path("intensities")) {
            intensities.add(new Intensity(real(one, "meanPhotons"), real(one, "probability")));
            key.add(new Tally(whole(one, "keyDetections"), whole(one, "keyErrors")));
            test.add(new Tally(whole(one, "testDetections"), whole(one, "testErrors")));
        }
        JsonNode epsilon = json.path("epsilon");
        JsonNode made = json.path("amplification");
        return new BlockLedger(
                new LinkId(new SiteId(text(json, "alice")), new SiteId(text(json, "bob"))),
                BlockLedger.End.valueOf(text(json, "end")),
                UUID.fromString(text(json, "session")),
                UUID.fromString(text(json, "blockId")),
                whole(json, "sequence"),
                new Sha256(text(json, "previous")),
                whole(json, "issuedAtEpochSeconds"),
                whole(json, "startedNanos"),
                whole(json, "endedNanos"),
                text(json, "preset"),
                real(json, "clockHz"),
                new SourceSettings(intensities, real(json, "keyBasisProbability")),
                new BlockCounts(whole(json, "pulses"), key, test),
                text(json, "proof"),
                new Epsilons(
                        new Security(real(epsilon, "secrecy"), real(epsilon, "correctness")),
                        real(epsilon, "authentication"),
                        small(epsilon, "secrecyShares")),
                correction(json.path("correction")),
                new Amplification(
                        text(made, "form"),
                        whole(made, "seedBits"),
                        new Sha256(text(made, "seedSha256")),
                        whole(made, "secretBits"),
                        whole(made, "poolBits"),
                        whole(made, "deliveredBits")),
                json.path("pool").valueStream().map(LedgerCodec::lane).toList());
    }

    private static Correction correction(JsonNode json) {
        return new Correction(
                text(json, "variant"),
                whole(json, "frames"),
                whole(json, "roundTrips"),
                whole(json, "parityBits"),
                whole(json, "correctedBits"),
                text(json, "verificationHash"),
                small(json, "tagBits"),
                small(json, "countBits"));
    }

    private static PoolLane lane(JsonNode json) {
        return new PoolLane(
                text(json, "lane"),
                new PoolLane.Account(whole(json, "depositedBefore"), whole(json, "spentBefore")),
                new PoolLane.Account(whole(json, "depositedAfter"), whole(json, "spentAfter")));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static long whole(JsonNode json, String name) {
        return json.path(name).asLong(-1);
    }

    private static int small(JsonNode json, String name) {
        return json.path(name).asInt(-1);
    }

    private static double real(JsonNode json, String name) {
        return json.path(name).asDouble(Double.NaN);
    }
}
