package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.GivenName;
import io.warifu.demo.generate.CodeTables.Surname;
import java.time.LocalDate;

/** A fictitious person, as the hospital's reception knows her. */
record Person(
        Surname surname, GivenName givenName, LocalDate birthDate, Home home, GivenName kinName) {

    /** {@code workPhone} may be empty or an explicit null. */
    record Home(String postalCode, String address, String phone, String workPhone) {

        String coded() {
            return "^^^^" + postalCode + "^JPN^H^" + Er7.escape(address);
        }
    }

    boolean isAdult() {
        return !birthDate.plusYears(18).isAfter(PatientGenerator.REFERENCE_DATE);
    }

    /** The name in its two repetitions, ideographic and phonetic. */
    String names() {
        return names(givenName);
    }

    String kinNames() {
        return names(kinName);
    }

    private String names(GivenName given) {
        return surname.kanji()
                + '^'
                + given.kanji()
                + "^^^^^L^I~"
                + surname.kana()
                + '^'
                + given.kana()
                + "^^^^^L^P";
    }
}
