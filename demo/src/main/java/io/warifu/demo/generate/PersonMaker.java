package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.GivenName;
import io.warifu.demo.generate.CodeTables.Surname;
import io.warifu.demo.generate.CodeTables.Town;
import io.warifu.demo.generate.Person.Home;
import java.time.LocalDate;

/**
 * Makes up people whose names, addresses and telephone numbers cannot be anybody's: surnames that
 * mean "example" or "fiction", invented municipalities, area code 000.
 */
final class PersonMaker {

    /** Old enough that no problem of the generated year began before birth. */
    private static final int MIN_AGE_DAYS = 3 * 365;

    private static final int MAX_AGE_DAYS = 95 * 365;
    private static final String FULL_WIDTH_ZERO = "０";

    private final CodeTables tables;

    PersonMaker(CodeTables tables) {
        this.tables = tables;
    }

    Person make(long seed, int patientIndex) {
        int index = Oddity.personOf(patientIndex);
        Chance chance = Chance.of(seed, index, "person");
        Surname surname = chance.pick(tables.surnames());
        GivenName given = chance.pick(tables.givenNames());
        if (Oddity.DELIMITER_BYTES_IN_NAME.concerns(index)) {
            surname = new Surname("標本", "ヒョウホン");
            given = new GivenName("F", "日万里", "ヒマリ");
        }
        LocalDate birthDate =
                PatientGenerator.REFERENCE_DATE.minusDays(
                        chance.between(MIN_AGE_DAYS, MAX_AGE_DAYS));
        return new Person(
                surname, given, birthDate, home(chance, index), chance.pick(tables.givenNames()));
    }

    private Home home(Chance chance, int index) {
        Town town = chance.pick(tables.towns());
        String first = wide(chance.between(1, 9));
        String second = wide(chance.between(1, 29));
        String third = wide(chance.between(1, 19));
        boolean hyphenated = chance.percent(50);
        String address =
                hyphenated
                        ? town.name() + first + '−' + second + '−' + third
                        : town.name() + first + "丁目" + second + "番" + third + "号";
        if (Oddity.WAVE_DASH_ADDRESS.concerns(index)) {
            address = town.name() + first + '−' + second + '−' + third + "　仮設ハイツＡ〜Ｃ棟";
        }
        String phone = phone(chance);
        String workPhone = chance.percent(30) ? phone(chance) : "";
        if (Oddity.NULLS.concerns(index)) {
            workPhone = Er7.NULL;
        }
        return new Home(town.postalCode(), address, phone, workPhone);
    }

    private static String phone(Chance chance) {
        return "000-"
                + Stamps.padded(chance.below(10_000), 4)
                + '-'
                + Stamps.padded(chance.below(10_000), 4);
    }

    private static String wide(int number) {
        StringBuilder wide = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            wide.append((char) (FULL_WIDTH_ZERO.charAt(0) + digit - '0'));
        }
        return wide.toString();
    }
}
