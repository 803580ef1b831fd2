package io.warifu.simulator.verify;

import java.util.ArrayList;
import java.util.List;

/** What a ledger claims, read but not believed. */
record Claims(
        String alice,
        String bob,
        String end,
        String session,
        String blockId,
        long sequence,
        String previous,
        long issuedAtEpochSeconds,
        long startedNanos,
        long endedNanos,
        String preset,
        double clockHz,
        double keyBasisProbability,
        long pulses,
        List<Pulse> intensities,
        Counts totals,
        SecretLengthFormula proof,
        Epsilon epsilon,
        Correction correction,
        Amplification amplification,
        List<Lane> pool) {

    static final String FORMAT = "warifu-qkd-ledger/1";

    private static final int MAX_INTENSITIES = 3;
    private static final int MAX_LANES = 8;
    private static final String SITE = "[a-z][a-z0-9-]{1,31}";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9 _./()^+-]{0,63}";

    /** Detections and errors in both bases. */
    record Counts(long keyDetections, long keyErrors, long testDetections, long testErrors) {

        static Counts of(Fields json) throws Rejection {
            Counts counts =
                    new Counts(
                            json.count("keyDetections"),
                            json.count("keyErrors"),
                            json.count("testDetections"),
                            json.count("testErrors"));
            Rejection.unless(
                    counts.keyErrors <= counts.keyDetections
                            && counts.testErrors <= counts.testDetections,
                    Check.FIELD,
                    "more errors than detections");
            return counts;
        }

        Counts plus(Counts other) {
            return new Counts(
                    keyDetections + other.keyDetections,
                    keyErrors + other.keyErrors,
                    testDetections + other.testDetections,
                    testErrors + other.testErrors);
        }
    }

    /** One intensity and what was counted of it. */
    record Pulse(double meanPhotons, double probability, Counts counts) {}

    record Epsilon(double secrecy, long secrecyShares, double correctness, double authentication) {}

    record Correction(
            String variant,
            long frames,
            long roundTrips,
            long parityBits,
            long correctedBits,
            double efficiency,
            String verificationHash,
            long tagBits,
            long countBits,
            long leakBits) {}

    record Amplification(
            String form,
            long keyBits,
            long seedBits,
            String seedSha256,
            long secretBits,
            long poolBits,
            long deliveredBits,
            long discardedBits) {}

    record Lane(
            String name,
            long depositedBefore,
            long spentBefore,
            long remainingBefore,
            long depositedAfter,
            long spentAfter,
            long remainingAfter,
            long spent) {}

    String link() {
        return alice + "-" + bob;
    }

    String site() {
        return end.equals("ALICE") ? alice : bob;
    }

    static Claims of(String line) throws Rejection {
        Fields json = Fields.of(line);
        String format = json.word("format", WORD);
        Rejection.unless(format.equals(FORMAT), Check.FORM, "unknown format " + format);
        Claims claims =
                new Claims(
                        json.word("alice", SITE),
                        json.word("bob", SITE),
                        json.word("end", "ALICE|BOB"),
                        json.word("session", UUID),
                        json.word("blockId", UUID),
                        json.count("sequence"),
                        json.word("previous", SHA256),
                        json.count("issuedAtEpochSeconds"),
                        json.whole("startedNanos"),
                        json.whole("endedNanos"),
                        json.word("preset", WORD),
                        json.positive("clockHz"),
                        json.chance("keyBasisProbability"),
                        json.count("pulses"),
                        intensities(json.objects("intensities")),
                        totals(json.object("totals")),
                        SecretLengthFormula.valueOf(json.word("proof", "WIESEMANN|LIM|RUSCA")),
                        epsilon(json.object("epsilon")),
                        correction(json.object("correction")),
                        amplification(json.object("amplification")),
                        lanes(json.objects("pool")));
        json.end();
        Rejection.unless(claims.sequence > 0, Check.FIELD, "sequences start at 1");
        Rejection.unless(!claims.alice.equals(claims.bob), Check.FIELD, "a link has two ends");
        return claims;
    }

    private static List<Pulse> intensities(List<Fields> elements) throws Rejection {
        List<Pulse> all = new ArrayList<>();
        double sum = 0;
        for (Fields json : elements) {
            Pulse pulse =
                    new Pulse(json.real("meanPhotons"), json.chance("probability"), counts(json));
            Rejection.unless(
                    all.isEmpty() || pulse.meanPhotons < all.getLast().meanPhotons,
                    Check.FIELD,
                    "intensities go from bright to faint");
            sum += pulse.probability;
            all.add(pulse);
        }
        Rejection.unless(all.size() <= MAX_INTENSITIES, Check.FIELD, "too many intensities");
        Rejection.unless(
                Math.abs(sum - 1) < 1e-9, Check.FIELD, "the probabilities do not add up to 1");
        return all;
    }

    private static Counts counts(Fields json) throws Rejection {
        Counts counts = Counts.of(json);
        json.end();
        return counts;
    }

    private static Counts totals(Fields json) throws Rejection {
        return counts(json);
    }

    private static Epsilon epsilon(Fields json) throws Rejection {
        Epsilon epsilon =
                new Epsilon(
                        json.chance("secrecy"),
                        json.count("secrecyShares"),
                        json.chance("correctness"),
                        json.chance("authentication"));
        json.end();
        return epsilon;
    }

    private static Correction correction(Fields json) throws Rejection {
        Correction correction =
                new Correction(
                        json.word("variant", WORD),
                        json.count("frames"),
                        json.count("roundTrips"),
                        json.count("parityBits"),
                        json.count("correctedBits"),
                        json.real("efficiency"),
                        json.word("verificationHash", WORD),
                        json.count("tagBits"),
                        json.count("countBits"),
                        json.count("leakBits"));
        json.end();
        return correction;
    }

    private static Amplification amplification(Fields json) throws Rejection {
        Amplification amplification =
                new Amplification(
                        json.word("form", WORD),
                        json.count("keyBits"),
                        json.count("seedBits"),
                        json.word("seedSha256", SHA256),
                        json.count("secretBits"),
                        json.count("poolBits"),
                        json.count("deliveredBits"),
                        json.count("discardedBits"));
        json.end();
        return amplification;
    }

    private static List<Lane> lanes(List<Fields> elements) throws Rejection {
        List<Lane> all = new ArrayList<>();
        for (Fields json : elements) {
            all.add(
                    new Lane(
                            json.word("lane", WORD),
                            json.count("depositedBefore"),
                            json.count("spentBefore"),
                            json.count("remainingBefore"),
                            json.count("depositedAfter"),
                            json.count("spentAfter"),
                            json.count("remainingAfter"),
                            json.count("spent")));
            json.end();
        }
        Rejection.unless(all.size() <= MAX_LANES, Check.FIELD, "too many lanes");
        Rejection.unless(
                all.stream().map(Lane::name).distinct().count() == all.size(),
                Check.FIELD,
                "two lanes of one name");
        return all;
    }
}
