package io.warifu.sharing;

import static io.warifu.sharing.SecretSharingContract.key;
import static io.warifu.sharing.SharesForTests.deal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OneTimeMacTest {

    /** Header, seal, tag and payload: there is no byte of a tagged share that may be changed. */
    @Test
    void everyByteOfAShareIsAuthenticated() {
        Share tagged = OneTimeMac.tag(deal(new byte[20], 3, 5).get(3), key(4));
        byte[] bytes = ShareCodec.encode(tagged);
        assertThat(OneTimeMac.verify(tagged, key(4))).isTrue();
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << bit);
                try {
                    Share read = ShareCodec.decode(changed);
                    assertThat(OneTimeMac.verify(read, key(4))).as("byte %d", at).isFalse();
                } catch (MalformedShareException refused) {
                    assertThat(refused.getMessage()).contains(":");
                }
            }
        }
    }

    @Test
    void anotherKeyOrNoTagDoesNotPass() {
        Share plain = deal(new byte[20], 3, 5).get(3);
        Share tagged = OneTimeMac.tag(plain, key(4));
        OneTimeKey sameNameOtherBytes =
                new OneTimeKey(key(4).id(), SecretBytes.copyOf(new byte[32]));
        assertThat(OneTimeMac.verify(tagged, key(5))).isFalse();
        assertThat(OneTimeMac.verify(tagged, sameNameOtherBytes)).isFalse();
        assertThat(OneTimeMac.verify(plain, key(4))).isFalse();
        assertThat(OneTimeMac.tag(tagged, key(5)).tag().orElseThrow().keyId())
                .isEqualTo(key(5).id());
    }

    @Test
    void keysHaveANameAndTheRightLengthAndAreNotPrinted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TagKeyId(new UUID(0, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneTimeKey(key(1).id(), SecretBytes.copyOf(new byte[31])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneTimeTag(key(1).id(), new byte[15]));
        assertThat(key(1).toString()).isEqualTo("OneTimeKey[" + new UUID(1, 1) + "]");
    }
}
