package io.warifu.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.keys.SecretSearch.Form;
import io.warifu.keys.SecretSearch.Found;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {

    private static final int SECRETS = 1000;

    private final SplittableRandom random = new SplittableRandom(20261126);

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18, 64})
    void findsEverySecretInEveryFormWhereverItLies(int bytes) {
        List<byte[]> secrets = secrets(SECRETS, bytes);
        SecretSearch search = new SecretSearch(secrets);
        for (int i = 0; i < SECRETS; i++) {
            byte[] secret = secrets.get(i);
            int before = random.nextInt(40);
            int after = random.nextInt(40);
            byte[] place = around(secret, before, after);
            assertThat(search.in(place)).containsExactly(new Found(i, Form.RAW, before));
            finds(search, i, Form.HEX, HexFormat.of().formatHex(place));
            finds(search, i, Form.HEX, HexFormat.of().withUpperCase().formatHex(place));
            finds(search, i, Form.BASE64, Base64.getEncoder().encodeToString(place));
            finds(search, i, Form.BASE64, Base64.getUrlEncoder().encodeToString(place));
            finds(search, i, Form.NUMBERS, Arrays.toString(place));
            finds(search, i, Form.NUMBERS, Arrays.toString(place).replace(" ", ""));
        }
    }

    @Test
    void findsWhatFillsThePlaceAndEachOfWhatFollowsDirectly() {
        List<byte[]> secrets = secrets(2, 32);
        SecretSearch search = new SecretSearch(secrets);
        assertThat(search.in(secrets.get(1))).containsExactly(new Found(1, Form.RAW, 0));

        byte[] both = Arrays.copyOf(secrets.get(0), 64);
        System.arraycopy(secrets.get(1), 0, both, 32, 32);
        assertThat(search.in(both))
                .containsExactly(new Found(0, Form.RAW, 0), new Found(1, Form.RAW, 32));
    }

    @Test
    void tellsSecretsOfTheSameBeginningApart() {
        byte[] one = new byte[16];
        byte[] other = new byte[16];
        other[15] = 1;
        assertThat(new SecretSearch(List.of(one, other)).in(other))
                .containsExactly(new Found(1, Form.RAW, 0));
    }

    @Test
    void findsNothingWhereNoneIsWhole() {
        List<byte[]> secrets = secrets(SECRETS, 16);
        SecretSearch search = new SecretSearch(secrets);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        assertThat(search.in(noise)).isEmpty();
        assertThat(search.in(new byte[0])).isEmpty();
        for (byte[] secret : secrets) {
            assertThat(search.in(Arrays.copyOf(secret, 15))).isEmpty();
            assertThat(search.in(Arrays.copyOfRange(secret, 1, 16))).isEmpty();
        }
    }

    @Test
    void takesNoSecretThatIsTooShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretSearch(List.of(new byte[15])));
    }

    private static void finds(SecretSearch search, int secret, Form form, String text) {
        assertThat(search.in(text.getBytes(StandardCharsets.US_ASCII)))
                .as("%s %s", form, text)
                .isNotEmpty()
                .allMatch(found -> found.secret() == secret && found.form() == form);
    }

    private List<byte[]> secrets(int count, int bytes) {
        List<byte[]> secrets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            secrets.add(around(new byte[0], bytes, 0));
        }
        return secrets;
    }

    /** The secret in the midst of random bytes. */
    private byte[] around(byte[] secret, int before, int after) {
        byte[] place = new byte[before + secret.length + after];
        random.nextBytes(place);
        System.arraycopy(secret, 0, place, before, secret.length);
        return place;
    }
}
