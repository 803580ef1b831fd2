package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.KOCHI;
import static io.warifu.keys.relay.RelayRing.KOGANEI;
import static io.warifu.keys.relay.RelayRing.LINKS;
import static io.warifu.keys.relay.RelayRing.NAGOYA;
import static io.warifu.keys.relay.RelayRing.NEIGHBOUR;
import static io.warifu.keys.relay.RelayRing.SLAVE;
import static io.warifu.keys.relay.RelayRing.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.relay.RelayRing.Heard;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Messages between relay nodes that are altered, replayed or not for them. */
class RelayMessagesTest extends RingCase {

    @Test
    void refusesEveryAlteredByteOfAMessage() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 40; round++) {
            ring.fill(LINKS.get(0), 2);
            ring.wire.alteration =
                    bytes -> {
                        byte[] altered = bytes.clone();
                        altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
                        return altered;
                    };
            assertThat(ring.send(NEIGHBOUR, 1, 256, direct())).isNotInstanceOf(Sent.Issued.class);
        }
        assertThat(ring.site(KOGANEI).store.waiting()).isZero();
    }

    @Test
    void refusesAnAlteredAnswer() {
        ring.wire.answerAlteration =
                bytes -> {
                    byte[] altered = bytes.clone();
                    altered[altered.length - 1] ^= 1;
                    return altered;
                };
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Unreachable.class);
        assertThat(ring.site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void readsNothingButWhatItWrites() {
        ring.send(SLAVE, 3, 256, RoutePolicy.DEFAULT);
        SplittableRandom random = new SplittableRandom(5);
        for (Heard heard : List.copyOf(ring.wire.heard)) {
            byte[] good = heard.bytes();
            int unsigned = good.length - 16;
            assertThat(heard.message().unsigned()).isEqualTo(Arrays.copyOf(good, unsigned));
            for (int round = 0; round < 3000; round++) {
                byte[] bytes = mutated(good, random);
                try {
                    RelayMessage read = RelayMessage.read(bytes);
                    assertThat(read.unsigned()).isEqualTo(Arrays.copyOf(bytes, bytes.length - 16));
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        if (kind == 1) {
            return Arrays.copyOf(good, random.nextInt(good.length + 20));
        }
        byte[] bytes = good.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(kind == 2 ? 120 : bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void refusesAReplay() {
        assertThat(ring.send(SLAVE, 2, 256, RoutePolicy.DEFAULT)).isInstanceOf(Sent.Issued.class);
        for (Heard heard : List.copyOf(ring.wire.heard)) {
            byte[] ack = ring.site(heard.to()).node.receive(heard.from(), heard.bytes());
            assertThat(RelayAck.read(ack, new byte[32], heard.from(), heard.to()).outcome())
                    .isEqualTo(RelayAck.Outcome.PAD_USED);
        }
        assertThat(ring.site(KOCHI).store.waiting()).isEqualTo(2);
    }

    @Test
    void refusesAMessageFromAnotherSiteThanThePathSays() {
        ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT);
        Heard last = ring.wire.heard.getLast();
        byte[] ack = ring.site(KOCHI).node.receive(TOKYO, last.bytes());
        assertThat(RelayAck.read(ack, new byte[32], TOKYO, KOCHI).outcome())
                .isEqualTo(RelayAck.Outcome.MALFORMED);
        assertThatThrownBy(() -> ring.site(KOCHI).node.receive(TOKYO, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesKeysForASaeOfAnotherSite() {
        Sae wrong = RelayRing.sae("gateway-nagoya", KOCHI, "e");
        ring.site(KOCHI).saes.enrol(RelayRing.sae("gateway-nagoya", NAGOYA, "e"));
        assertThat(ring.send(wrong, 1, 256, RoutePolicy.DEFAULT)).isInstanceOf(Sent.NotTaken.class);
        assertThat(ring.site(KOCHI).store.waiting()).isZero();
    }
}
