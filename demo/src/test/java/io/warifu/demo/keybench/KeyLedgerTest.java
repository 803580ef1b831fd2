package io.warifu.demo.keybench;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.keybench.TlsConnection.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyLedgerTest {

    private final KeyLedger ledger = new KeyLedger();

    @Test
    void aKeyThatDiffersAtTheTwoEndsIsWrong() {
        UUID id = UUID.randomUUID();
        ledger.compare(1, List.of(key(id, 1)), List.of(key(id, 2)));
        assertThat(ledger.findings().wrong()).isEqualTo(1);
        assertThat(ledger.findings().clean()).isFalse();
    }

    @Test
    void aMissingKeyAndAnotherOrderAreWrong() {
        DeliveredKey one = key(UUID.randomUUID(), 1);
        DeliveredKey two = key(UUID.randomUUID(), 2);
        ledger.compare(2, List.of(one, two), List.of(two, one));
        assertThat(ledger.findings().wrong()).isEqualTo(2);
        ledger.compare(2, List.of(key(UUID.randomUUID(), 3)), List.of());
        assertThat(ledger.findings().wrong()).isEqualTo(4);
    }

    @Test
    void anIdOrAKeyThatComesTwiceIsDoubled() {
        DeliveredKey one = key(UUID.randomUUID(), 1);
        ledger.compare(1, List.of(one), List.of(one));
        assertThat(ledger.findings().clean()).isTrue();
        DeliveredKey sameKey = key(UUID.randomUUID(), 1);
        ledger.compare(1, List.of(sameKey), List.of(sameKey));
        DeliveredKey sameId = key(one.id(), 2);
        ledger.compare(1, List.of(sameId), List.of(sameId));
        assertThat(ledger.findings().doubled()).isEqualTo(2);
        assertThat(ledger.findings().wrong()).isZero();
    }

    @Test
    void aSecondDeliveryIsDoubledAndItsRefusalIsAsItMustBe() {
        ledger.askedAgain(answer(400, "not found"));
        assertThat(ledger.findings().refusedAgain()).isEqualTo(1);
        ledger.askedAgain(answer(200, "{}"));
        assertThat(ledger.findings().doubled()).isEqualTo(1);
    }

    @Test
    void a503IsCountedAndAnythingElseIsAFailureThatIsQuoted() {
        ledger.refused(answer(503, "exhausted"));
        ledger.refused(answer(500, "oops"));
        ledger.refused(answer(401, "who"));
        assertThat(ledger.findings().unavailable()).isEqualTo(1);
        assertThat(ledger.findings().failed()).isEqualTo(2);
        assertThat(ledger.findings().firstFailure()).isEqualTo("500 oops");
    }

    @Test
    void nothingComparedIsNotClean() {
        assertThat(ledger.findings().clean()).isFalse();
    }

    @Test
    void readsAKeyContainer() {
        UUID id = UUID.randomUUID();
        byte[] bytes = {1, 2, 3};
        String json =
                "{\"keys\":[{\"key_ID\":\"%s\",\"key\":\"%s\",\"key_extension\":{\"a\":1}}]}"
                        .formatted(id, Base64.getEncoder().encodeToString(bytes));
        List<DeliveredKey> keys = DeliveredKey.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(keys).hasSize(1);
        assertThat(keys.getFirst().id()).isEqualTo(id);
        assertThat(keys.getFirst().key()).containsExactly(bytes);
    }

    @Test
    void timesAreOrderedAndTheHighestOfAHundredIsTheNinetyNinthPercentilesNeighbour() {
        Latencies latencies = new Latencies();
        assertThat(latencies.summary()).isEqualTo(new Latencies.Summary(0, 0, 0));
        for (int i = 100; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }
        assertThat(latencies.summary()).isEqualTo(new Latencies.Summary(50, 99, 100));
    }

    private static DeliveredKey key(UUID id, int value) {
        byte[] key = new byte[32];
        key[0] = (byte) value;
        return new DeliveredKey(id, key);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
