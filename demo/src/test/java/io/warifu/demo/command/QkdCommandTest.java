package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.demo.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Runs whole command lines and reads what they print. */
final class QkdCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"rate", "finite", "optimise", "replay"})
    void anUnknownPresetIsRefusedAndTheKnownOnesAreNamed(String command) {
        CommandRun answer = CommandRun.of("qkd", command, "--preset", "gsy");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("warifu: NOT_FOUND: there is no preset 'gsy'; there are gys, nec97,");
    }

    @ParameterizedTest(name = "qkd {0}")
    @CsvSource({
        "rate --mu 0.05 --nu 0.48, 0 < nu < mu",
        "rate --mu NaN, 0 < nu < mu",
        "rate --km 0;-5, distance",
        "rate --f 0.9, efficiency",
        "finite --block 0, --block",
        "finite --block NaN, --block",
        "finite --km -1, loss",
        "finite --eps-sec 0, epsilons",
        "finite --f 0.5, efficiency",
        "finite --proof lim --preset wiesemann, proof LIM needs 3 intensities",
        "optimise --block -1, --block",
        "optimise --km NaN, loss"
    })
    void valuesOutOfRangeAreRefusedWithAStableCode(String line, String reason) {
        CommandRun answer = CommandRun.of(("qkd " + line.replace(';', ',')).split(" "));
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("warifu: BAD_REQUEST: ").contains(reason);
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(CommandRun.of("qkd").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("qkd", "rate", "--km", "far").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("qkd", "finite", "--proof", "hope").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("qkd", "replay").exitCode()).isEqualTo(2);
    }

    @Test
    void ratePrintsOneDocumentWithARowForEachDistance() {
        JsonNode json =
                CommandRun.of(
                                "qkd",
                                "rate",
                                "--preset",
                                "gys",
                                "--mu",
                                "0.48",
                                "--nu",
                                "0.05",
                                "--km",
                                "0,20,50",
                                "--cutoff",
                                "--json")
                        .json();
        assertThat(json.get("confidence").asString()).isEqualTo("RECALLED");
        assertThat(json.get("source").asString()).contains("Gobby");
        assertThat(json.get("rates").size()).isEqualTo(3);
        JsonNode row = json.get("rates").get(2);
        assertThat(row.propertyNames())
                .containsExactly(
                        "km", "Qmu", "Emu", "Qnu", "Enu", "Y1", "e1", "R", "Y1L", "e1U", "Rvw");
        assertThat(row.get("km").asDouble()).isEqualTo(50);
        assertThat(row.get("R").asDouble()).isCloseTo(2.225961e-4, within(1e-10));
        assertThat(row.get("Rvw").asDouble()).isCloseTo(2.096250e-4, within(1e-10));
        JsonNode ends = json.get("cutoffKm");
        assertThat(ends.get("exact").asDouble()).isCloseTo(142.01, within(0.01));
        assertThat(ends.get("optimisedMu").asDouble()).isCloseTo(142.21, within(0.01));
        assertThat(ends.get("vacuumWeak").asDouble()).isCloseTo(140.62, within(0.01));
        assertThat(ends.get("oneDecoy").asDouble()).isCloseTo(120.18, within(0.01));
    }

    @Test
    void rateWithoutJsonIsATableThatNamesItsSource() {
        CommandRun answer = CommandRun.of("qkd", "rate", "--km", "50", "--cutoff");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("confidence: RECALLED", "2.225961e-04", "no key from 142.01 km on");
    }

    @ParameterizedTest(name = "{0}, {1}, {2} km, {3} detections")
    @CsvSource({
        "lim, lim2014, 50, 1e6, 187602",
        "lim, lim2014, 50, 1e5, 0",
        "rusca, wiesemann, 50, 1e7, 4208719",
        "wiesemann, wiesemann, 50, 1e7, 3758917",
        "WIESEMANN, wiesemann, 100, 1e7, 3521668"
    })
    void finitePrintsTheLengthsOfTheReferenceTables(
            String proof, String preset, String km, String block, long bits) {
        JsonNode json =
                CommandRun.of(
                                "qkd",
                                "finite",
                                "--proof",
                                proof,
                                "--preset",
                                preset,
                                "--km",
                                km,
                                "--block",
                                block,
                                "--json")
                        .json();
        assertThat(json.get("ell").asLong()).isEqualTo(bits);
        assertThat(json.propertyNames())
                .contains("tau0", "tau1", "s0Low", "s0Up", "s1Key", "s1Test", "v1Test", "phi")
                .contains("deviation", "leak", "deductions", "pulses", "counts", "confidence");
    }

    @Test
    void finiteHasNullForATermTheProofDoesNotHave() {
        assertThat(CommandRun.of("qkd", "finite", "--json").json().get("s0Low").isNull()).isTrue();
        assertThat(
                        CommandRun.of("qkd", "finite", "--proof", "lim", "--json")
                                .json()
                                .get("s0Up")
                                .isNull())
                .isTrue();
        assertThat(CommandRun.of("qkd", "finite").out()).contains("secret bits", "3758917");
    }

    @Test
    void optimisePrintsSettingsThatBeatThePresetsOwn() {
        JsonNode best =
                CommandRun.of(
                                "qkd",
                                "optimise",
                                "--preset",
                                "lim2014",
                                "--km",
                                "50",
                                "--block",
                                "1e7",
                                "--json")
                        .json();
        assertThat(best.get("bitsPerPulse").asDouble()).isCloseTo(5.02e-4, within(5e-6));
        assertThat(best.get("mu").size()).isEqualTo(3);
        assertThat(best.get("p").size()).isEqualTo(3);
        assertThat(CommandRun.of("qkd", "optimise", "--preset", "demonstration").out())
                .contains("ILLUSTRATIVE", "key basis with probability");
        assertThat(CommandRun.of("qkd", "optimise", "--km", "500").out())
                .contains("no settings give a key");
    }

    @Test
    void replaySetsPublishedBesidePredicted() {
        JsonNode figures =
                CommandRun.of("qkd", "replay", "--preset", "nec97", "--json").json().get("figures");
        JsonNode secret =
                figures.valueStream()
                        .filter(row -> row.get("figure").asString().equals("SECRET_RATE"))
                        .findFirst()
                        .orElseThrow();
        assertThat(secret.get("published").get("low").asDouble()).isEqualTo(780);
        assertThat(secret.get("published").get("confidence").asString()).isEqualTo("PUBLISHED");
        assertThat(secret.get("predicted").asDouble()).isCloseTo(777, within(0.5));
        assertThat(secret.get("simulated").asDouble()).isBetween(740.0, 815.0);
        assertThat(CommandRun.of("qkd", "replay", "--preset", "ntt90").out())
                .contains("DPS", "stands in");
    }
}
