package io.warifu.keys.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.hybrid.EndToEnd.UnknownEpochException;
import io.warifu.keys.hybrid.EpochHandshake.Begun;
import io.warifu.keys.hybrid.EpochResponder.Outcome;
import io.warifu.servicekit.TestPki;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two key managers that agree on epochs, without a network between them. */
class HybridEpochsTest {

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOCHI = new SiteId("kochi");
    private static final TestPki PKI = new TestPki();
    private static final SiteSigner TOKYO_SIGNER = signer("tokyo");
    private static final SiteSigner KOCHI_SIGNER = signer("kochi");

    private Instant now = Instant.parse("2026-11-26T00:00:00Z");
    private boolean answers = true;
    private final AtomicInteger offers = new AtomicInteger();
    private UnaryOperator<EpochAnswer> onTheWay = answer -> answer;
    private final EpochStore kochiStore = new InMemoryEpochStore();
    private final EpochResponder responder =
            new EpochResponder(KOCHI, KOCHI_SIGNER, kochiStore, () -> now);
    private final HybridEpochs tokyo =
            new HybridEpochs(TOKYO, TOKYO_SIGNER, this::carry, new InMemoryEpochStore(), () -> now);
    private final HybridEpochs kochi =
            new HybridEpochs(KOCHI, KOCHI_SIGNER, _ -> Optional.empty(), kochiStore, () -> now);

    // ---- what must not pass

    @Test
    void hasNoEpochWithAPeerThatDoesNotAnswerAndDoesNotAskAgainAtOnce() {
        answers = false;
        assertThat(tokyo.epochWith(KOCHI, 1)).isEmpty();
        answers = true;
        assertThat(tokyo.epochWith(KOCHI, 1)).isEmpty();
        assertThat(offers).hasValue(1);
        now = now.plus(EpochInitiator.PAUSE_AFTER_FAILURE);
        assertThat(tokyo.epochWith(KOCHI, 1)).isPresent();
    }

    @Test
    void refusesAnAnswerOfWhichAnyPartWasAltered() {
        List<UnaryOperator<EpochAnswer>> attacks =
                List.of(
                        a -> new EpochAnswer(flip(a.ciphertext()), a.confirmation(), a.signature()),
                        a -> new EpochAnswer(a.ciphertext(), flip(a.confirmation()), a.signature()),
                        a -> new EpochAnswer(a.ciphertext(), a.confirmation(), flip(a.signature())),
                        a -> new EpochAnswer(new byte[1], a.confirmation(), a.signature()),
                        a -> new EpochAnswer(a.ciphertext(), a.confirmation(), new byte[0]));
        for (UnaryOperator<EpochAnswer> attack : attacks) {
            onTheWay = attack;
            assertThat(tokyo.epochWith(KOCHI, 1)).isEmpty();
            now = now.plus(EpochInitiator.PAUSE_AFTER_FAILURE);
        }
    }

    @Test
    void refusesACiphertextThatAnotherHolderOfTheCertificateSignedForAnotherSecret() {
        // The signature fits, the confirmation belongs to another secret: decapsulation of
        // ML-KEM never fails by itself.
        Begun begun = EpochHandshake.begin(TOKYO_SIGNER, TOKYO, KOCHI, now);
        EpochAnswer good = agreed(begun);
        byte[] other = flip(good.ciphertext());
        byte[] transcript =
                EpochHandshake.transcript(
                        begun.offer(),
                        TOKYO_SIGNER.certificate(),
                        other,
                        KOCHI_SIGNER.certificate());
        byte[] signature = KOCHI_SIGNER.sign(EpochAnswer.signed(transcript, good.confirmation()));
        assertThat(
                        EpochHandshake.finish(
                                begun,
                                TOKYO_SIGNER.certificate(),
                                KOCHI_SIGNER.certificate(),
                                new EpochAnswer(other, good.confirmation(), signature)))
                .isEmpty();
    }

    @Test
    void refusesOffersThatAreNotOfTheCallerForThisSiteAndNow() throws GeneralSecurityException {
        EpochOffer good = EpochHandshake.begin(TOKYO_SIGNER, TOKYO, KOCHI, now).offer();
        SiteId nagoya = new SiteId("nagoya");
        assertMalformed(nagoya, good);
        assertMalformed(TOKYO, EpochHandshake.begin(TOKYO_SIGNER, TOKYO, nagoya, now).offer());
        assertMalformed(TOKYO, EpochHandshake.begin(signer("tokyo"), TOKYO, KOCHI, now).offer());
        Duration tooFar = EpochHandshake.MAX_CLOCK_SKEW.plusSeconds(1);
        for (Instant time : List.of(now.minus(tooFar), now.plus(tooFar))) {
            assertMalformed(TOKYO, EpochHandshake.begin(TOKYO_SIGNER, TOKYO, KOCHI, time).offer());
        }
        assertMalformed(TOKYO, good.withSignature(flip(good.signature())));
        assertMalformed(TOKYO, good.withSignature(new byte[0]));
        byte[] smaller =
                KeyPairGenerator.getInstance("ML-KEM-768")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded();
        for (byte[] key : List.of(new byte[0], smaller, new byte[1590])) {
            assertMalformed(TOKYO, signed(good, key));
        }
        byte[] notReduced = good.encapsulationKey().clone();
        Arrays.fill(notReduced, 30, 400, (byte) 0xff);
        assertMalformed(TOKYO, signed(good, notReduced));
    }

    @Test
    void agreesOnAnIdOnce() {
        EpochOffer offer = EpochHandshake.begin(TOKYO_SIGNER, TOKYO, KOCHI, now).offer();
        assertThat(responder.receive(TOKYO, TOKYO_SIGNER.certificate(), offer))
                .isInstanceOf(Outcome.Agreed.class);
        assertThat(responder.receive(TOKYO, TOKYO_SIGNER.certificate(), offer))
                .isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void servesAnEpochInItsDirectionOnlyAndNotAfterItsTime() {
        UUID epoch = tokyo.epochWith(KOCHI, 1).orElseThrow();
        HybridContext good = context(TOKYO, KOCHI, 256);
        for (HybridContext wrong :
                List.of(context(KOCHI, TOKYO, 256), context(new SiteId("nagoya"), KOCHI, 256))) {
            assertThatThrownBy(() -> kochi.mask(epoch, wrong))
                    .isInstanceOf(UnknownEpochException.class);
        }
        assertThatThrownBy(() -> kochi.mask(UUID.randomUUID(), good))
                .isInstanceOf(UnknownEpochException.class);
        now = now.plus(EpochHandshake.SEND_FOR).plus(EpochHandshake.OVERLAP).minusMillis(1);
        kochi.mask(epoch, good).close();
        now = now.plusMillis(1);
        assertThatThrownBy(() -> kochi.mask(epoch, good)).isInstanceOf(UnknownEpochException.class);
        assertThatThrownBy(() -> tokyo.mask(epoch, good)).isInstanceOf(UnknownEpochException.class);
    }

    // ---- what must pass

    @Test
    void givesBothEndsTheSameMasksAndKeys() {
        UUID epoch = tokyo.epochWith(KOCHI, 2).orElseThrow();
        HybridContext small = context(TOKYO, KOCHI, 512);
        try (SecretBytes here = tokyo.mask(epoch, small);
                SecretBytes there = kochi.mask(epoch, small);
                SecretBytes other = kochi.mask(epoch, context(TOKYO, KOCHI, 512))) {
            assertThat(here.sameAs(there)).isTrue();
            assertThat(here.sameAs(other)).isFalse();
        }
        HybridContext large = context(TOKYO, KOCHI, 4096);
        SecretBytes relayed = SecretBytes.copyOf(new byte[512]);
        try (SecretBytes here = tokyo.derive(epoch, large, relayed);
                SecretBytes there = kochi.derive(epoch, large, relayed)) {
            assertThat(here.sameAs(there)).isTrue();
            assertThat(here.lengthBits()).isEqualTo(4096);
        }
    }

    @Test
    void findsAnEpochAgainAfterTheDestinationStartedAnew() {
        UUID epoch = tokyo.epochWith(KOCHI, 1).orElseThrow();
        HybridEpochs restarted =
                new HybridEpochs(KOCHI, KOCHI_SIGNER, _ -> Optional.empty(), kochiStore, () -> now);
        HybridContext context = context(TOKYO, KOCHI, 256);
        try (SecretBytes here = tokyo.mask(epoch, context);
                SecretBytes there = restarted.mask(epoch, context)) {
            assertThat(here.sameAs(there)).isTrue();
        }
    }

    @Test
    void beginsANewEpochAfterTenThousandKeysOrTenMinutes() {
        UUID first = tokyo.epochWith(KOCHI, 4_000).orElseThrow();
        assertThat(tokyo.epochWith(KOCHI, 6_000)).contains(first);
        UUID second = tokyo.epochWith(KOCHI, 1).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        now = now.plus(EpochHandshake.SEND_FOR).minusMillis(1);
        assertThat(tokyo.epochWith(KOCHI, 1)).contains(second);
        now = now.plusMillis(1);
        UUID third = tokyo.epochWith(KOCHI, 1).orElseThrow();
        assertThat(third).isNotEqualTo(second);
        // Keys that are under way under the epoch before still find it.
        kochi.mask(second, context(TOKYO, KOCHI, 256)).close();
    }

    @Test
    void countsTheKeysOfManyThreadsAndAgreesOnlyAsOftenAsNeeded() {
        Set<UUID> epochs = new HashSet<>();
        for (Optional<UUID> epoch : Parallel.run(64, () -> tokyo.epochWith(KOCHI, 1_000))) {
            epochs.add(epoch.orElseThrow());
        }
        assertThat(epochs).hasSize(7);
        assertThat(offers.get()).isBetween(7, 8);
    }

    @Test
    void forgetsInMemoryAndInTheStoreWhatHasExpired() {
        UUID epoch = tokyo.epochWith(KOCHI, 1).orElseThrow();
        kochi.mask(epoch, context(TOKYO, KOCHI, 256)).close();
        now = now.plus(EpochHandshake.SEND_FOR).plus(EpochHandshake.OVERLAP);
        assertThat(kochi.expire()).isEqualTo(1);
        now = now.plus(HybridEpochs.WIPE_AFTER);
        assertThat(kochi.expire()).isZero();
        assertThat(tokyo.expire()).isZero();
        assertThat(kochi.remembered()).isZero();
        assertThat(tokyo.remembered()).isZero();
    }

    @Test
    void agreesWithThePublishedTranscript() {
        // The vector names the certificates by their hashes, so it is checked piece by piece.
        var vector = KeyMixerTest.vectors().get("transcript");
        byte[] signed =
                LengthPrefixed.of("warifu-hybrid/1 offer")
                        .add(vector.get("version").intValue())
                        .add(UUID.fromString(vector.get("epoch").stringValue()))
                        .add(vector.get("initiator").stringValue())
                        .add(vector.get("responder").stringValue())
                        .add(vector.get("madeAtSecond").longValue())
                        .add(KeyMixerTest.bytes(vector, "encapsulationKey"))
                        .add(KeyMixerTest.bytes(vector, "initiatorCertificateSha256"))
                        .toBytes();
        byte[] transcript =
                EpochHandshake.sha384(
                        EpochHandshake.said(
                                signed,
                                KeyMixerTest.bytes(vector, "offerSignature"),
                                KeyMixerTest.bytes(vector, "ciphertext"),
                                KeyMixerTest.bytes(vector, "responderCertificateSha256")));
        assertThat(transcript).isEqualTo(KeyMixerTest.bytes(vector, "transcript"));
        HybridEpoch epoch =
                new HybridEpoch(
                        UUID.fromString(vector.get("epoch").stringValue()),
                        TOKYO,
                        KOCHI,
                        transcript,
                        SecretBytes.copyOf(KeyMixerTest.bytes(vector, "secret")),
                        now,
                        now);
        assertThat(KeyMixer.confirmation(epoch))
                .isEqualTo(KeyMixerTest.bytes(vector, "confirmation"));
    }

    private Optional<EpochPeers.Reply> carry(EpochOffer offer) {
        offers.incrementAndGet();
        if (!answers) {
            return Optional.empty();
        }
        return responder.receive(TOKYO, TOKYO_SIGNER.certificate(), offer)
                        instanceof Outcome.Agreed(EpochAnswer answer)
                ? Optional.of(
                        new EpochPeers.Reply(onTheWay.apply(answer), KOCHI_SIGNER.certificate()))
                : Optional.empty();
    }

    private EpochAnswer agreed(Begun begun) {
        return ((Outcome.Agreed)
                        responder.receive(TOKYO, TOKYO_SIGNER.certificate(), begun.offer()))
                .answer();
    }

    private void assertMalformed(SiteId caller, EpochOffer offer) {
        assertThat(responder.receive(caller, TOKYO_SIGNER.certificate(), offer))
                .isInstanceOf(Outcome.Malformed.class);
    }

    private static EpochOffer signed(EpochOffer offer, byte[] key) {
        EpochOffer changed =
                new EpochOffer(
                        offer.version(),
                        offer.epoch(),
                        offer.initiator(),
                        offer.responder(),
                        offer.madeAtSecond(),
                        key,
                        new byte[0]);
        return changed.withSignature(
                TOKYO_SIGNER.sign(changed.signedBy(TOKYO_SIGNER.certificate())));
    }

    private static HybridContext context(SiteId source, SiteId destination, int sizeBits) {
        return new HybridContext(
                UUID.randomUUID(),
                new SaeId("gateway-" + source),
                List.of(new SaeId("gateway-" + destination)),
                source,
                destination,
                sizeBits);
    }

    private static SiteSigner signer(String site) {
        TestPki.Identity identity = PKI.identity("kme-" + site, "urn:warifu:kme:" + site);
        return new SiteSigner(identity.certificate(), identity.key());
    }

    private static byte[] flip(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
    }
}
