package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.KOCHI;
import static io.warifu.keys.relay.RelayRing.KOGANEI;
import static io.warifu.keys.relay.RelayRing.LINKS;
import static io.warifu.keys.relay.RelayRing.MASTER;
import static io.warifu.keys.relay.RelayRing.NAGOYA;
import static io.warifu.keys.relay.RelayRing.NEIGHBOUR;
import static io.warifu.keys.relay.RelayRing.SECOND;
import static io.warifu.keys.relay.RelayRing.SLAVE;
import static io.warifu.keys.relay.RelayRing.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.relay.RelayRing.Heard;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import io.warifu.keys.store.HybridMode;
import io.warifu.keys.store.IssuedKey;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.TakenKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayNodeTest {

    private final RelayRing ring = new RelayRing();

    @AfterEach
    void stop() {
        ring.close();
    }

    // ---- bad messages

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

    // ---- faults

    @Test
    void takesTheOtherPathAloneWhenANodeIsDownAndVoidsWhatMayHaveArrived() {
        ring.wire.down.add(KOGANEI);
        List<ReadyKey> keys = issued(ring.send(SLAVE, 2, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().paths()).containsExactly(List.of(TOKYO, NAGOYA, KOCHI));
        assertThat(ring.wire.voided).hasSize(2).doesNotContainAnyElementsOf(ids(keys));
        assertThat(ring.site(KOCHI).store.waiting()).isEqualTo(2);
    }

    @Test
    void leavesNothingBehindWhenTheDestinationIsDown() {
        ring.wire.down.add(KOCHI);
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Unreachable.class);
        assertThat(ring.site(TOKYO).store.stale(RelayRing.NOW.plusSeconds(1), 9)).isEmpty();
    }

    @Test
    void voidsKeysThatArrivedWhileTheAnswerWasLost() {
        ring.wire.loseAnswersOf.add(KOCHI);
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Unreachable.class);
        assertThat(ring.wire.voided).isNotEmpty();
        assertThat(ring.site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void goesRoundALinkInAlarmFarAway() {
        var _ = ring.site(KOGANEI).stock.alarm(LINKS.get(2), true, 0.25, "eavesdropper");
        List<ReadyKey> keys = issued(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().paths()).containsExactly(List.of(TOKYO, NAGOYA, KOCHI));
        var _ = ring.site(KOCHI).stock.alarm(LINKS.get(3), true, 0.25, "eavesdropper");
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Exhausted.class);
    }

    @Test
    void voidsAtBothEndsWhatWasReservedByAProcessThatDied() {
        UUID id = UUID.randomUUID();
        ring.site(TOKYO)
                .store
                .reserve(
                        List.of(
                                new IssuedKey(
                                        id,
                                        MASTER.id(),
                                        List.of(SLAVE.id()),
                                        List.of(KOCHI),
                                        256,
                                        RelayRing.NOW,
                                        RelayRing.NOW.plusSeconds(3600))));
        assertThat(ring.site(TOKYO).stale.voidStale()).isZero();
        ring.now.set(RelayRing.NOW.plus(StaleTask.STALE_AFTER).plusSeconds(1));
        assertThat(ring.site(TOKYO).stale.voidStale()).isEqualTo(1);
        assertThat(ring.wire.voided).containsExactly(id);
        assertThat(ring.site(TOKYO).stale.voidStale()).isZero();
    }

    // ---- policies

    @Test
    void keepsPoliciesOrRefuses() {
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, RoutePolicy.DEFAULT))).hasSize(1);
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, relayed())))
                .containsExactly(List.of(TOKYO, NAGOYA, KOCHI, KOGANEI));
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, minPaths(2)))).hasSize(2);
        assertThat(ring.send(NEIGHBOUR, 1, 256, minPaths(3))).isInstanceOf(Sent.PolicyNotMet.class);
        assertThat(ring.send(SLAVE, 1, 256, direct())).isInstanceOf(Sent.PolicyNotMet.class);
        var _ = ring.site(TOKYO).stock.alarm(LINKS.get(0), true, 0.25, "eavesdropper");
        assertThat(ring.send(NEIGHBOUR, 1, 256, direct())).isInstanceOf(Sent.PolicyNotMet.class);
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, RoutePolicy.DEFAULT)))
                .containsExactly(List.of(TOKYO, NAGOYA, KOCHI, KOGANEI));
    }

    @Test
    void mixesTheHybridInAtBothEndsAndRefusesWithoutItWhenItIsRequired() {
        assertThat(ring.send(SLAVE, 1, 256, hybrid(Hybrid.REQUIRED)))
                .isInstanceOf(Sent.PolicyNotMet.class);
        ring.hybrid.agrees = true;
        for (int bits : List.of(256, 512, 1024)) {
            List<ReadyKey> keys = issued(ring.send(SLAVE, 2, bits, hybrid(Hybrid.REQUIRED)));
            assertThat(keys.getFirst().route().hybrid())
                    .isEqualTo(bits > 512 ? HybridMode.HKDF : HybridMode.XOR);
            assertSameAtSlave(keys, SLAVE, KOCHI);
        }
        assertThat(issued(ring.send(SLAVE, 1, 256, hybrid(Hybrid.OFF))).getFirst().route().hybrid())
                .isEqualTo(HybridMode.OFF);
    }

    @Test
    void goesWithoutTheHybridWhenTheDestinationForgotTheEpochAndItIsOnlyAllowed() {
        ring.hybrid.agrees = true;
        ring.hybrid.forgets = true;
        List<ReadyKey> keys = issued(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().hybrid()).isEqualTo(HybridMode.OFF);
        assertThat(ring.send(SLAVE, 1, 256, hybrid(Hybrid.REQUIRED)))
                .isNotInstanceOf(Sent.Issued.class);
    }

    // ---- what arrives and what is seen

    @Test
    void bringsTheSameKeysToTheSlavesOfSeveralSites() {
        ring.hybrid.agrees = true;
        KeyOrder order =
                new KeyOrder(
                        MASTER, List.of(SLAVE, NEIGHBOUR, SECOND), 2, 256, RoutePolicy.DEFAULT);
        List<ReadyKey> keys = issued(ring.site(TOKYO).relay.send(order));
        assertSameAtSlave(keys, SLAVE, KOCHI);
        assertSameAtSlave(keys, NEIGHBOUR, KOGANEI);
        assertSameAtSlave(keys, SECOND, TOKYO);
    }

    @Test
    void carriesManyOrdersAtOnceAndMixesNoneUp() {
        List<List<ReadyKey>> all =
                Parallel.run(24, () -> issued(ring.send(NEIGHBOUR, 2, 128, RoutePolicy.DEFAULT)));
        assertThat(all.stream().flatMap(List::stream).map(ReadyKey::id).distinct()).hasSize(48);
        all.forEach(keys -> assertSameAtSlave(keys, NEIGHBOUR, KOGANEI));
        assertThat(ring.wire.heard.size()).isLessThanOrEqualTo(24);
    }

    @Test
    void showsNoRelayAndNoListenerAKey() {
        List<ReadyKey> keys = issued(ring.send(SLAVE, 2, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().paths()).hasSize(2);
        byte[][] material = keys.stream().map(k -> k.key().exposeForWire()).toArray(byte[][]::new);
        assertThat(ring.wire.heard).hasSize(4);
        Set<String> xorsOfKeys =
                new TreeSet<>(
                        List.of(
                                hex(xor(material[0], material[1])),
                                hex(material[0]),
                                hex(material[1])));
        List<byte[]> seen = new ArrayList<>();
        for (Heard heard : ring.wire.heard) {
            byte[] text = heard.message().ciphertext();
            seen.add(Arrays.copyOfRange(text, 32, 64));
            seen.add(Arrays.copyOfRange(text, 64, 96));
        }
        for (byte[] one : seen) {
            assertThat(xorsOfKeys).doesNotContain(hex(one));
            for (byte[] other : seen) {
                assertThat(xorsOfKeys).doesNotContain(hex(xor(one, other)));
            }
        }
        assertThat(ring.site(KOGANEI).store.waiting() + ring.site(NAGOYA).store.waiting()).isZero();
        assertSameAtSlave(keys, SLAVE, KOCHI);
    }

    private void assertSameAtSlave(List<ReadyKey> keys, Sae slave, SiteId site) {
        KeyStore.Taken taken =
                ring.site(site).store.take(slave.id(), MASTER.id(), ids(keys), RelayRing.NOW);
        assertThat(taken).isInstanceOf(KeyStore.Taken.Keys.class);
        List<TakenKey> atSlave = ((KeyStore.Taken.Keys) taken).keys();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(keys.get(i).key().sameAs(atSlave.get(i).key())).isTrue();
        }
    }

    private static List<UUID> ids(List<ReadyKey> keys) {
        return keys.stream().map(ReadyKey::id).collect(Collectors.toList());
    }

    private static List<ReadyKey> issued(Sent sent) {
        assertThat(sent).isInstanceOf(Sent.Issued.class);
        return ((Sent.Issued) sent).keys();
    }

    private static List<List<SiteId>> route(Sent sent) {
        return issued(sent).getFirst().route().paths();
    }

    private static RoutePolicy direct() {
        return new RoutePolicy(OptionalInt.empty(), Route.DIRECT, Hybrid.OFF, null);
    }

    private static RoutePolicy relayed() {
        return new RoutePolicy(OptionalInt.empty(), Route.RELAYED, Hybrid.OFF, null);
    }

    private static RoutePolicy minPaths(int paths) {
        return new RoutePolicy(OptionalInt.of(paths), Route.ANY, Hybrid.OFF, Duration.ofMinutes(5));
    }

    private static RoutePolicy hybrid(Hybrid hybrid) {
        return new RoutePolicy(OptionalInt.empty(), Route.ANY, hybrid, null);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
