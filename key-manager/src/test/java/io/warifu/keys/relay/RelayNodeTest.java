package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.KOCHI;
import static io.warifu.keys.relay.RelayRing.KOGANEI;
import static io.warifu.keys.relay.RelayRing.MASTER;
import static io.warifu.keys.relay.RelayRing.NAGOYA;
import static io.warifu.keys.relay.RelayRing.NEIGHBOUR;
import static io.warifu.keys.relay.RelayRing.SECOND;
import static io.warifu.keys.relay.RelayRing.SLAVE;
import static io.warifu.keys.relay.RelayRing.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.Parallel;
import io.warifu.keys.relay.RelayRing.Heard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What arrives at the slaves, and what the nodes between and a listener see of it. */
class RelayNodeTest extends RingCase {

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
