package io.warifu.gateway.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.cipher.TrafficKeys;
import io.warifu.gateway.frame.FrameType;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyScheduleTest {

    private static final String OPENER = Vectors.text("opener");
    private static final String ACCEPTOR = Vectors.text("acceptor");
    private static final UUID KEY_ID = uuid(Vectors.bytes("key-id"));
    private static final CarrierName CARRIER =
            CarrierName.read(ByteBuffer.wrap(Vectors.bytes("carrier-id")));

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() ->
                        KeySchedule.link(
                                SecretBytes.copyOf(new byte[31]), OPENER, ACCEPTOR, KEY_ID))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void derivesTheLinkSecretOfTheVectors() {
        assertThat(link().exposeForWire()).isEqualTo(Vectors.bytes("link"));
    }

    @Test
    void givesAnotherLinkForEveryOtherInput() {
        assertThat(link().sameAs(link())).isTrue();
        assertThat(link().sameAs(KeySchedule.link(key(), ACCEPTOR, OPENER, KEY_ID))).isFalse();
        assertThat(link().sameAs(KeySchedule.link(key(), OPENER, "gateway-osaka", KEY_ID)))
                .isFalse();
        assertThat(link().sameAs(KeySchedule.link(key(), OPENER, ACCEPTOR, new UUID(1, 2))))
                .isFalse();
        // The lengths stand before the names, so that moving a letter across changes the link.
        assertThat(
                        KeySchedule.link(key(), "ab", "c", KEY_ID)
                                .sameAs(KeySchedule.link(key(), "a", "bc", KEY_ID)))
                .isFalse();
    }

    @Test
    void derivesTheTrafficKeysOfTheVectors() throws Exception {
        TrafficKeys keys =
                KeySchedule.trafficKeys(
                        link(), CARRIER, Vectors.bytes("rand-c"), Vectors.bytes("rand-s"));
        byte[] frame = Vectors.bytes("s2c-0-data-frame");
        byte[] sealed = new byte[frame.length];
        byte[] plain = "ufiraW".getBytes(StandardCharsets.US_ASCII);

        new RecordSealer(keys.acceptorToOpener(), Epoch.shortName(KEY_ID), CarrierLimits.HARD)
                .seal(FrameType.DATA, plain, plain.length, sealed);
        assertThat(sealed).isEqualTo(frame);

        byte[] first = Vectors.bytes("c2s-0-ping-frame");
        byte[] ping = new byte[first.length];
        new RecordSealer(keys.openerToAcceptor(), Epoch.shortName(KEY_ID), CarrierLimits.HARD)
                .seal(FrameType.PING, plain, 0, ping);
        assertThat(ping).isEqualTo(first);
    }

    @Test
    void anEpochWipesItsQkdKeyAndAdmitsACarrierOnce() {
        SecretBytes key = key();
        Epoch epoch = Epoch.of(KEY_ID, key, OPENER, ACCEPTOR, 0);

        assertThatThrownBy(key::exposeForWire).isInstanceOf(IllegalStateException.class);
        assertThat(epoch.shortName()).isEqualTo(0x01234567);
        assertThat(epoch.admit(CARRIER)).isEqualTo(Epoch.Admission.NEW);
        assertThat(epoch.admit(CARRIER)).isEqualTo(Epoch.Admission.REPLAYED);
        for (int i = 1; i < Epoch.MAX_CARRIERS; i++) {
            assertThat(epoch.admit(new CarrierName(i, 0))).isEqualTo(Epoch.Admission.NEW);
        }
        assertThat(epoch.admit(new CarrierName(-1, 0))).isEqualTo(Epoch.Admission.FULL);
        epoch.close();
        assertThatThrownBy(() ->
                        epoch.trafficKeys(
                                CARRIER, Vectors.bytes("rand-c"), Vectors.bytes("rand-s")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static SecretBytes link() {
        return KeySchedule.link(key(), OPENER, ACCEPTOR, KEY_ID);
    }

    private static SecretBytes key() {
        return SecretBytes.copyOf(Vectors.bytes("qkd-key"));
    }

    static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOf(bytes, 16));
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
