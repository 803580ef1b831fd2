package io.warifu.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatientNumberTest {

    @Test
    void refusesPatientsBeyondTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatientNumber.of(PatientNumber.CAPACITY));
        assertThatIllegalArgumentException().isThrownBy(() -> PatientNumber.of(-1));
    }

    @Test
    void givesEveryPatientOneNumberOfTheRange() {
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < PatientNumber.CAPACITY; i++) {
            numbers.add(PatientNumber.of(i));
        }

        assertThat(numbers)
                .hasSize(PatientNumber.CAPACITY)
                .doesNotContain("0009000017", "0009000025")
                .allMatch(number -> number.matches("0009\\d{6}"));
    }

    @Test
    void endsWithTheCheckDigitOfLuhn() {
        // The textbook example: 7992739871 has the check digit 3.
        assertThat(PatientNumber.checkDigit("7992739871")).isEqualTo(3);
    }
}
