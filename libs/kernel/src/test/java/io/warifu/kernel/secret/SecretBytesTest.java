package io.warifu.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretBytesTest {

    @Test
    void wipesTheSourceThatItTakesFrom() {
        byte[] source = {1, 2, 3};
        SecretBytes secret = SecretBytes.takeFrom(source);
        assertThat(source).containsOnly(0);
        assertThat(secret.exposeForWire()).containsExactly(1, 2, 3);
    }

    @Test
    void refusesUseAfterWiping() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1});
        secret.close();
        assertThatThrownBy(secret::exposeForWire).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wipesWhatItLent() {
        byte[][] kept = new byte[1][];
        SecretBytes.copyOf(new byte[] {7, 8}).use(lent -> kept[0] = lent);
        assertThat(kept[0]).containsOnly(0);
    }

    @Test
    void printsItsLengthOnly() {
        assertThat(SecretBytes.copyOf(new byte[] {65, 66}).toString())
                .isEqualTo("SecretBytes[2 bytes]");
    }

    @Test
    void xorsAndCompares() {
        SecretBytes a = SecretBytes.copyOf(new byte[] {0x0F, 0x33});
        SecretBytes b = SecretBytes.copyOf(new byte[] {(byte) 0xF0, 0x33});
        assertThat(a.xor(b).exposeForWire()).containsExactly(0xFF, 0x00);
        assertThat(a.xor(b).xor(b).sameAs(a)).isTrue();
        assertThat(a.sameAs(b)).isFalse();
        assertThatThrownBy(() -> a.xor(SecretBytes.copyOf(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
