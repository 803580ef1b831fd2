package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.Department;
import io.warifu.demo.generate.CodeTables.Doctor;
import java.time.LocalDateTime;

/** Where, when and by whom a patient is seen; {@code bed} is empty for outpatients. */
record Encounter(LocalDateTime at, Department department, Doctor doctor, String bed) {

    boolean inpatient() {
        return !bed.isEmpty();
    }

    Encounter movedTo(LocalDateTime time) {
        return new Encounter(time, department, doctor, bed);
    }

    /** The place as PV1-3 and ORC-13 write it for an outpatient. */
    String clinic() {
        return department.code() + "^^^^^C";
    }

    /** The PV1 segment up to the department, for messages that are not about the visit itself. */
    MessageText visitInto(MessageText message) {
        return message.segment("PV1")
                .at(1, "0001")
                .at(2, inpatient() ? "I" : "O")
                .at(3, inpatient() ? bed + "^^^N" : clinic())
                .at(7, Er7.staff(doctor))
                .at(10, department.code());
    }

    /** The fields of an ORC segment that follow the order numbers. */
    MessageText ordererInto(MessageText message) {
        return message.at(9, Stamps.second(at))
                .at(10, Hospital.ENTERER)
                .at(12, Er7.staff(doctor))
                .at(13, clinic())
                .at(17, department.coded())
                .at(21, Hospital.NAME)
                .at(22, Hospital.ADDRESS)
                .at(23, Hospital.PHONE)
                .at(29, inpatient() ? "I^入院患者オーダ^HL70482" : "O^外来患者オーダ^HL70482");
    }
}
