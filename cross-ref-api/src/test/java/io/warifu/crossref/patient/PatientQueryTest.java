package io.warifu.crossref.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatientQueryTest {

    @Test
    void refusesASearchWithoutCriteria() {
        assertThatThrownBy(() -> PatientQuery.of(null, null, null))
                .isInstanceOf(PatientQuery.Refused.class);
        assertThatThrownBy(() -> PatientQuery.of(" ", "　", null))
                .isInstanceOf(PatientQuery.Refused.class);
    }

    @Test
    void refusesOneKanaAloneButTakesOneKanji() throws Exception {
        assertThatThrownBy(() -> PatientQuery.of(null, "か", null))
                .isInstanceOf(PatientQuery.Refused.class);
        assertThat(PatientQuery.of(null, "林", null).name()).isEqualTo("林");
        assertThat(PatientQuery.of(null, "か", LocalDate.of(1961, 2, 14)).name()).isEqualTo("カ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"架空\u0000", "架\u202E空", "カ\r\nクウ", "\uD842"})
    void refusesControlCharactersWithoutRepeatingThem(String name) {
        assertThatThrownBy(() -> PatientQuery.of(null, name, null))
                .isInstanceOf(PatientQuery.Refused.class)
                .hasMessage("name holds a control character.");
    }

    @Test
    void refusesAnOverlongName() {
        assertThatThrownBy(() -> PatientQuery.of(null, "架".repeat(101), null))
                .isInstanceOf(PatientQuery.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "かくう,カクウ",
        "ｶｸｳ,カクウ",
        "ｶｸｳ ｱｵｲ,カクウアオイ",
        "架空　葵,架空葵",
        "ガーデン,ガーデン",
        "ｶﾞｰﾃﾞﾝ,ガーデン",
        "ガ−デン,ガーデン",
        "ジョン・スミス,ジョンスミス",
        "Smith,SMITH",
        "Ｓｍｉｔｈ,SMITH",
        "𠮷野,𠮷野"
    })
    void bringsTheWaysToWriteANameToOneForm(String written, String form) {
        assertThat(NameForm.of(written)).isEqualTo(form);
    }

    @Test
    void dropsVariationSelectors() {
        assertThat(NameForm.of("葛\uDB40\uDD00城")).isEqualTo("葛城");
    }

    @Test
    void keepsWhatWasSearchedForOutOfItsText() throws Exception {
        assertThat(PatientQuery.of("17", "架空", null)).asString().doesNotContain("17", "架空");
    }
}
