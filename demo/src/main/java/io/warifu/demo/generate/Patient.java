package io.warifu.demo.generate;

/** A person under the number of this hospital; {@code index} counts from 0 in the storage. */
record Patient(int index, String id, Person person) {

    boolean has(Oddity oddity) {
        return oddity.concerns(index);
    }

    /** The PID segment up to the phone numbers, as every message of the patient has it. */
    String pid() {
        Person.Home home = person.home();
        String phones = "|" + Er7.phone(home.phone());
        if (home.workPhone().equals(Er7.NULL)) {
            phones += "|" + Er7.NULL;
        } else if (!home.workPhone().isEmpty()) {
            phones += "|^WPN^PH^^^^^^^^^" + home.workPhone();
        }
        return "PID|0001||"
                + id
                + "^^^^PI||"
                + person.names()
                + "||"
                + Stamps.day(person.birthDate())
                + '|'
                + person.givenName().sex()
                + "|||"
                + home.coded()
                + '|'
                + phones;
    }
}
