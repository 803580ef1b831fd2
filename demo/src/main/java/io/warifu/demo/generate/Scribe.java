package io.warifu.demo.generate;

import java.io.IOException;
import java.time.LocalDateTime;

/**
 * Begins and files the messages of one patient: heads, numbers, times of sending, names.
 *
 * <p>Guarantee: order numbers and message ids differ within the whole storage, because both hold
 * the patient's serial number.
 */
final class Scribe {

    private static final int ORDERS_PER_PATIENT = 10_000;

    private final Patient patient;
    private final String pid;
    private final Chance delays;
    private final JisEncoder encoder;
    private final StorageWriter writer;
    private int orders;
    private int messages;

    Scribe(Patient patient, Chance delays, JisEncoder encoder, StorageWriter writer) {
        this.patient = patient;
        this.pid = patient.pid();
        this.delays = delays;
        this.encoder = encoder;
        this.writer = writer;
    }

    Patient patient() {
        return patient;
    }

    /** When a message about {@code event} is sent: within the minute, with milliseconds. */
    LocalDateTime sentAfter(LocalDateTime event) {
        return event.plusSeconds(delays.between(1, 59)).plusNanos(delays.below(1000) * 1_000_000L);
    }

    /** MSH and PID. */
    MessageText begin(String type, LocalDateTime sent) {
        return header(type, sent).line(pid);
    }

    /** MSH, EVN and PID. */
    MessageText beginEvent(String type, LocalDateTime recorded, LocalDateTime sent) {
        MessageText message = header(type, sent);
        message.segment("EVN").at(2, Stamps.second(recorded)).at(7, Hospital.FACILITY);
        return message.line(pid);
    }

    private MessageText header(String type, LocalDateTime sent) {
        String time = Stamps.second(sent) + '.' + Stamps.milliOf(sent);
        String id = Stamps.day(sent) + serial() + Stamps.padded(++messages, 4);
        return new MessageText()
                .line(Hospital.HEADER_START + time + "||" + type + '|' + id + Hospital.HEADER_END);
    }

    String nextOrder() {
        orders++;
        if (orders >= ORDERS_PER_PATIENT) {
            throw new IllegalStateException("more orders than the number has digits for");
        }
        return Stamps.padded(
                (long) PatientNumber.serial(patient.index()) * ORDERS_PER_PATIENT + orders, 15);
    }

    /** The name of a message that belongs to the day and department of {@code encounter}. */
    StoredName name(String dataType, String order, Encounter encounter, LocalDateTime sent) {
        return new StoredName(
                patient.id(),
                Stamps.day(encounter.at()),
                dataType,
                order,
                sent,
                encounter.department().code(),
                StoredName.CURRENT);
    }

    /** The name of a message that belongs to no day. */
    StoredName datelessName(String dataType, String department, LocalDateTime sent) {
        return new StoredName(
                patient.id(),
                StoredName.NONE,
                dataType,
                StoredName.NO_ORDER,
                sent,
                department,
                StoredName.CURRENT);
    }

    void keep(StoredName name, MessageText message) throws IOException {
        writer.write(name, encoder.encode(message.finish()));
    }

    private String serial() {
        return Stamps.padded(PatientNumber.serial(patient.index()), 5);
    }
}
