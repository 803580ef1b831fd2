package io.warifu.demo.gatewaypair;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaytrial.Bars;
import io.warifu.demo.gatewaytrial.Bystander;
import io.warifu.demo.gatewaytrial.DryPool;
import io.warifu.demo.gatewaytrial.Findings;
import io.warifu.demo.gatewaytrial.HangKeyManager;
import io.warifu.demo.gatewaytrial.Supply;
import io.warifu.demo.gatewaytrial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateway processes whose keys run out, come late, or come wrong. */
final class KeyTrialsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static Started started;

    @BeforeAll
    static void start() throws IOException {
        // Both trials want epochs of the same length; this choice suits either.
        started = Started.in(folder, dryPool(Supply.NONE).choice());
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void withoutKeysThePairWarnsStopsAtTheHardLimitAndGoesOnWithoutALostByte()
            throws IOException, InterruptedException {
        passes(dryPool(Supply.of(started.supply().desk())));
    }

    @Test
    void aKeyManagerThatHangsOrRefusesIsNotNoticedByATransfer()
            throws IOException, InterruptedException {
        passes(new HangKeyManager(Bars.ON_A_BUSY_MACHINE));
    }

    @Test
    void aWrongKeyAtOneEndIsNeverUsedAndIsAnAlarm() throws IOException {
        GatewayPair pair = started.pair();
        try (Bystander bystander = new Bystander(pair)) {
            assertThat(Waiting.until(LIMIT, () -> pair.east().state().equals("GREEN"))).isTrue();
            int given = started.supply().desk().namedKeys();
            started.supply().desk().answerWrongly(1);

            assertThat(Waiting.until(LIMIT, () -> mismatches(pair) > 0))
                    .as(() -> pair.east().status() + " " + pair.west().status())
                    .isTrue();
            assertThat(bystander.lives()).isTrue();

            int epoch = pair.east().epoch();
            assertThat(
                            Waiting.until(
                                    LIMIT,
                                    () ->
                                            pair.east().epoch() > epoch
                                                    && pair.east().state().equals("GREEN")))
                    .isTrue();
            assertThat(bystander.lives()).isTrue();
            assertThat(started.supply().desk().namedKeys()).isGreaterThan(given);
        }
    }

    private static long mismatches(GatewayPair pair) {
        return pair.east().alarms("key-mismatch") + pair.west().alarms("key-mismatch");
    }

    private static DryPool dryPool(Supply supply) {
        return new DryPool(supply, LIMIT);
    }

    private static void passes(Trial trial) throws IOException, InterruptedException {
        Findings findings = trial.run(started.pair(), System.out::println);
        assertThat(findings.failures()).as(findings.toString()).isEmpty();
    }
}
