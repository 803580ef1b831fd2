package io.warifu.keys.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of epochs keeps to. */
abstract class EpochStoreContract {

    static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(15);

    private EpochStore store;

    abstract EpochStore newStore();

    @BeforeEach
    void fresh() {
        store = newStore();
    }

    @Test
    void knowsNoEpochThatNobodyAgreedOn() {
        assertThat(store.find(UUID.randomUUID())).isEmpty();
        assertThat(store.expire(NOW)).isZero();
    }

    @Test
    void refusesTheSameIdAgainAndKeepsTheFirstSecret() {
        HybridEpoch first = epoch("tokyo", NOW);
        HybridEpoch second =
                new HybridEpoch(
                        first.id(),
                        first.initiator(),
                        first.responder(),
                        first.transcript(),
                        secret(),
                        NOW,
                        NOW.plus(LIFE));
        assertThat(store.put(first)).isEqualTo(EpochStore.Put.STORED);
        assertThat(store.put(second)).isEqualTo(EpochStore.Put.ID_IN_USE);
        assertThat(store.find(first.id()).orElseThrow().secret().sameAs(first.secret())).isTrue();
    }

    @Test
    void givesBackWhatWasStoredAlsoAfterTheCallerWipedItsOwn() {
        HybridEpoch epoch = epoch("tokyo", NOW);
        SecretBytes copy = epoch.secret().use(SecretBytes::copyOf);
        assertThat(store.put(epoch)).isEqualTo(EpochStore.Put.STORED);
        epoch.secret().close();
        HybridEpoch found = store.find(epoch.id()).orElseThrow();
        assertThat(found.initiator()).isEqualTo(epoch.initiator());
        assertThat(found.responder()).isEqualTo(epoch.responder());
        assertThat(found.transcript()).isEqualTo(epoch.transcript());
        assertThat(found.madeAt()).isEqualTo(epoch.madeAt());
        assertThat(found.keepUntil()).isEqualTo(epoch.keepUntil());
        assertThat(found.secret().sameAs(copy)).isTrue();
        found.secret().close();
        assertThat(store.find(epoch.id()).orElseThrow().secret().sameAs(copy)).isTrue();
    }

    @Test
    void erasesWhatHasExpiredAndNothingElse() {
        HybridEpoch old = epoch("tokyo", NOW.minus(LIFE));
        HybridEpoch young = epoch("tokyo", NOW.minus(LIFE).plusSeconds(1));
        assertThat(store.put(old)).isEqualTo(EpochStore.Put.STORED);
        assertThat(store.put(young)).isEqualTo(EpochStore.Put.STORED);
        assertThat(store.expire(NOW)).isEqualTo(1);
        assertThat(store.find(old.id())).isEmpty();
        assertThat(store.find(young.id())).isPresent();
    }

    @Test
    void takesOnlySoManyOfOneInitiator() {
        for (int i = 0; i < EpochStore.MAX_EPOCHS_PER_INITIATOR; i++) {
            assertThat(store.put(epoch("tokyo", NOW))).isEqualTo(EpochStore.Put.STORED);
        }
        assertThat(store.put(epoch("tokyo", NOW))).isEqualTo(EpochStore.Put.FULL);
        assertThat(store.put(epoch("nagoya", NOW))).isEqualTo(EpochStore.Put.STORED);
    }

    static HybridEpoch epoch(String initiator, Instant madeAt) {
        byte[] transcript = new byte[HybridEpoch.TRANSCRIPT_BYTES];
        new SecureRandom().nextBytes(transcript);
        return new HybridEpoch(
                UUID.randomUUID(),
                new SiteId(initiator),
                new SiteId("kochi"),
                transcript,
                secret(),
                madeAt,
                madeAt.plus(LIFE));
    }

    private static SecretBytes secret() {
        byte[] bytes = new byte[HybridEpoch.SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return SecretBytes.takeFrom(bytes);
    }
}
