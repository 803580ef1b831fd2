package io.warifu.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.secret.SecretBytes;
import org.junit.jupiter.api.Test;

final class PseudonymsTest {

    private static Pseudonyms underKey(int filler) {
        byte[] key = new byte[Pseudonyms.KEY_BYTES];
        key[0] = (byte) filler;
        return new Pseudonyms(SecretBytes.takeFrom(key));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Pseudonyms(SecretBytes.takeFrom(new byte[16])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePseudonymOutlivesTheJournalAndDependsOnTheKey() {
        assertThat(underKey(1).of("0009000017")).isEqualTo(underKey(1).of("0009000017"));
        assertThat(underKey(1).of("0009000017")).isNotEqualTo(underKey(2).of("0009000017"));
        assertThat(underKey(1).of("0009000017")).isNotEqualTo(underKey(1).of("0009000018"));
    }

    @Test
    void itLooksLikeARandomUuid() {
        assertThat(underKey(1).of("x").version()).isEqualTo(4);
        assertThat(underKey(1).of("x").variant()).isEqualTo(2);
    }
}
