package io.warifu.keys.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.InMemorySaeDirectory;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.pool.InMemoryLinkStock;
import io.warifu.keys.pool.KeyBlock;
import io.warifu.keys.pool.StockRules;
import io.warifu.keys.relay.RelayAnswer.Outcome;
import io.warifu.keys.store.InMemoryKeyStore;
import io.warifu.keys.store.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A ring tokyo - koganei - kochi - nagoya - tokyo of real nodes over a wire that can be altered.
 */
class RelayNodeTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOGANEI = new SiteId("koganei");
    private static final SiteId NAGOYA = new SiteId("nagoya");
    private static final SiteId KOCHI = new SiteId("kochi");
    private static final List<LinkId> LINKS =
            List.of(
                    new LinkId(TOKYO, KOGANEI),
                    new LinkId(TOKYO, NAGOYA),
                    new LinkId(KOGANEI, KOCHI),
                    new LinkId(NAGOYA, KOCHI));
    private static final Topology TOPOLOGY = new Topology(LINKS);
    private static final Sae MASTER = sae("gateway-tokyo", TOKYO, "a");
    private static final Sae SLAVE = sae("gateway-kochi", KOCHI, "b");

    private final Wire wire = new Wire();
    private final Map<SiteId, Site> sites = new HashMap<>();
    private int sequence;

    @BeforeEach
    void begin() {
        for (SiteId site : List.of(TOKYO, KOGANEI, NAGOYA, KOCHI)) {
            sites.put(site, new Site(site));
        }
        LINKS.forEach(link -> fill(link, 8));
    }

    @Test
    void refusesAnAlteredMessageWhateverFieldWasAltered() {
        List<UnaryOperator<RelayMessage>> alterations =
                List.of(
                        m -> altered(m, m.master() + "x", m.sizeBits(), m.expiresAtSecond(), 0),
                        m -> altered(m, m.master(), m.sizeBits(), m.expiresAtSecond() + 1, 0),
                        m -> altered(m, m.master(), m.sizeBits(), m.expiresAtSecond(), 1),
                        m -> m.withTag(new byte[OneTimeTag.TAG_BYTES]));
        for (UnaryOperator<RelayMessage> alteration : alterations) {
            wire.alteration = alteration;
            assertThat(send()).isInstanceOf(KeyRelay.Exhausted.class);
            assertThat(wire.answers).contains(Outcome.TAG_WRONG).doesNotContain(Outcome.ACCEPTED);
            wire.answers.clear();
            LINKS.forEach(link -> fill(link, 4));
        }
        assertThat(site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void refusesAReplay() {
        assertThat(send()).isInstanceOf(KeyRelay.Delivered.class);
        for (Sent sent : List.copyOf(wire.sent)) {
            assertThat(site(sent.to()).node.receive(sent.from(), sent.message()).outcome())
                    .isEqualTo(Outcome.PAD_USED);
        }
        assertThat(site(KOCHI).store.waiting()).isEqualTo(2);
    }

    @Test
    void refusesAMessageFromAnotherSiteThanThePathSays() {
        assertThat(send()).isInstanceOf(KeyRelay.Delivered.class);
        Sent last = wire.sent.getLast();
        assertThat(site(KOCHI).node.receive(TOKYO, last.message()).outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(site(TOKYO).node.receive(last.from(), last.message()).outcome())
                .isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void refusesKeysForASaeOfAnotherSite() {
        Sae wrong = sae("gateway-nagoya", KOCHI, "c");
        sites.values().forEach(site -> site.saes.enrol(sae("gateway-nagoya", NAGOYA, "c")));
        assertThat(site(TOKYO).relay.send(MASTER, wrong, 1, 256))
                .isInstanceOf(KeyRelay.NotTaken.class);
        assertThat(site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void takesAnotherPathWhenANodeIsDownAndCancelsWhatMayHaveArrived() {
        wire.down.add(KOGANEI);
        assertThat(send())
                .isInstanceOfSatisfying(
                        KeyRelay.Delivered.class,
                        sent -> assertThat(sent.path()).containsExactly(TOKYO, NAGOYA, KOCHI));
        assertThat(wire.cancelled).hasSize(2);
        assertThat(site(KOCHI).store.waiting()).isEqualTo(2);
    }

    @Test
    void givesUpWhenTheDestinationIsDown() {
        wire.down.add(KOCHI);
        assertThat(send()).isInstanceOf(KeyRelay.Unreachable.class);
    }

    @Test
    void cancelsKeysThatArrivedWhileTheAnswerWasLost() {
        wire.loseAnswersOf.add(KOCHI);
        assertThat(send()).isInstanceOf(KeyRelay.Unreachable.class);
        assertThat(wire.cancelled).isNotEmpty();
        assertThat(site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void takesAnotherPathWhenAFarLinkIsInAlarm() {
        site(KOGANEI).stock.alarm(LINKS.get(2), true, 0.25, "eavesdropper");
        assertThat(send())
                .isInstanceOfSatisfying(
                        KeyRelay.Delivered.class,
                        sent -> assertThat(sent.path()).containsExactly(TOKYO, NAGOYA, KOCHI));
        site(KOCHI).stock.alarm(LINKS.get(3), true, 0.25, "eavesdropper");
        assertThat(send()).isInstanceOf(KeyRelay.Exhausted.class);
    }

    @Test
    void takesNewPadsWhenTheOtherEndLacksABlock() {
        LinkId link = LINKS.get(0);
        sites.put(TOKYO, new Site(TOKYO));
        sequence = 100;
        for (LinkId each : LINKS) {
            if (!each.equals(link)) {
                fill(each, 8);
            }
        }
        KeyBlock onlyHere = block(51, 51);
        var _ = site(TOKYO).stock.offer(link, onlyHere);
        sequence = 100;
        fill(link, 8);
        Sae neighbour = sae("gateway-koganei", KOGANEI, "d");
        sites.values().forEach(site -> site.saes.enrol(neighbour));
        assertThat(site(TOKYO).relay.send(MASTER, neighbour, 1, 256))
                .isInstanceOfSatisfying(
                        KeyRelay.Delivered.class, sent -> assertThat(sent.path()).hasSize(2));
        assertThat(wire.answers).startsWith(Outcome.PAD_UNKNOWN).endsWith(Outcome.ACCEPTED);
    }

    @Test
    void bringsTheSameKeysToTheSlaveAndShowsNoneOnTheWire() {
        KeyRelay.Sent outcome = send();
        assertThat(outcome).isInstanceOf(KeyRelay.Delivered.class);
        Consignment keys = ((KeyRelay.Delivered) outcome).keys();
        KeyStore.Taken taken = site(KOCHI).store.take(SLAVE.id(), MASTER.id(), keys.keyIds(), NOW);
        assertThat(taken).isInstanceOf(KeyStore.Taken.Keys.class);
        List<SecretBytes> atSlave = ((KeyStore.Taken.Keys) taken).keys();
        List<SecretBytes> atMaster = keys.keys();
        for (int i = 0; i < atMaster.size(); i++) {
            assertThat(atMaster.get(i).sameAs(atSlave.get(i))).isTrue();
        }
        byte[] material = keys.material().exposeForWire();
        assertThat(wire.sent).hasSize(2);
        assertThat(wire.sent)
                .allSatisfy(sent -> assertThat(sent.message().ciphertext()).isNotEqualTo(material));
        assertThat(wire.sent.getFirst().message().ciphertext())
                .isNotEqualTo(wire.sent.getLast().message().ciphertext());
        assertThat(site(KOGANEI).store.waiting() + site(NAGOYA).store.waiting()).isZero();
    }

    private KeyRelay.Sent send() {
        return site(TOKYO).relay.send(MASTER, SLAVE, 2, 256);
    }

    private Site site(SiteId id) {
        Site site = sites.get(id);
        if (site == null) {
            throw new AssertionError(id);
        }
        return site;
    }

    private void fill(LinkId link, int blocks) {
        for (int i = 0; i < blocks; i++) {
            sequence++;
            var _ = site(link.alice()).stock.offer(link, block(sequence, sequence));
            var _ = site(link.bob()).stock.offer(link, block(sequence, sequence));
        }
    }

    private static KeyBlock block(long number, long seed) {
        byte[] key = new byte[256];
        new SplittableRandom(seed).nextBytes(key);
        return new KeyBlock(number, new UUID(seed, seed), SecretBytes.takeFrom(key), 0.02);
    }

    private static Sae sae(String id, SiteId home, String digit) {
        return new Sae(new SaeId(id), home, new CertificateFingerprint(digit.repeat(64)));
    }

    private static RelayMessage altered(
            RelayMessage m, String master, int sizeBits, long expiry, int flip) {
        byte[] ciphertext = m.ciphertext().clone();
        ciphertext[0] ^= (byte) flip;
        return new RelayMessage(
                m.version(),
                m.messageId(),
                m.path(),
                m.hop(),
                master,
                m.slave(),
                m.keyIds(),
                sizeBits,
                expiry,
                m.pads(),
                ciphertext,
                m.tag());
    }

    /** A message as an eavesdropper saw it. */
    private record Sent(SiteId from, SiteId to, RelayMessage message) {}

    /** Everything of one site, in memory. */
    private final class Site {
        private final InMemorySaeDirectory saes = new InMemorySaeDirectory();
        private final InMemoryKeyStore store = new InMemoryKeyStore();
        private final InMemoryLinkStock stock;
        private final RelayNode node;
        private final KeyRelay relay;

        Site(SiteId id) {
            InstantSource clock = InstantSource.fixed(NOW);
            stock = new InMemoryLinkStock(new StockRules(id, 1 << 20, Duration.ZERO), clock);
            node = new RelayNode(id, TOPOLOGY, stock, store, saes, wire, clock);
            relay =
                    new KeyRelay(
                            id,
                            TOPOLOGY,
                            stock,
                            wire,
                            new SecureRandom(),
                            clock,
                            Duration.ofHours(1));
            saes.enrol(MASTER);
            saes.enrol(SLAVE);
        }
    }

    /** The wire between the sites, under the control of the test. */
    private final class Wire implements Peers {
        private final List<Sent> sent = new ArrayList<>();
        private final List<Outcome> answers = new ArrayList<>();
        private final List<UUID> cancelled = new ArrayList<>();
        private final Set<SiteId> down = new HashSet<>();
        private final Set<SiteId> loseAnswersOf = new HashSet<>();
        private UnaryOperator<RelayMessage> alteration = UnaryOperator.identity();

        @Override
        public RelayAnswer relay(SiteId next, RelayMessage message, Duration timeout) {
            SiteId from = message.site(message.hop() - 1);
            RelayAnswer silence = RelayAnswer.refused(Outcome.UNREACHABLE, from, next);
            if (down.contains(next)) {
                return silence;
            }
            sent.add(new Sent(from, next, message));
            RelayAnswer answer = site(next).node.receive(from, alteration.apply(message));
            answers.add(answer.outcome());
            return loseAnswersOf.contains(next) ? silence : answer;
        }

        @Override
        public void cancel(SiteId destination, List<UUID> keyIds) {
            cancelled.addAll(keyIds);
            site(destination).node.cancel(TOKYO, keyIds);
        }
    }
}
