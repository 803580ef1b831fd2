package io.warifu.demo.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes an SS-MIX2 standardized storage of wholly fictitious patients: HL7 v2.5 messages in
 * ISO-2022-JP, one file each, with the flags, updates, deletions and stumbling blocks that real
 * storages have ({@link Oddity}).
 *
 * <p>Guarantee: the same settings give the same tree, byte for byte, on every machine and day; no
 * clock is read. Every file is strictly encodable; of one order at most one version is current.
 * Memory does not grow with the number of patients. Limit: files appear one by one, so a reader
 * must wait for the end. Source: SS-MIX2 standardized storage 1.2 as used in published examples.
 */
public final class PatientGenerator {

    /** Visits and stays lie in the year before it: chosen once, never the present day. */
    static final LocalDate REFERENCE_DATE = LocalDate.of(2026, 10, 31);

    private final GeneratorSettings settings;

    public PatientGenerator(GeneratorSettings settings) {
        this.settings = settings;
    }

    /**
     * Fills {@code out}, which must be missing or an empty folder.
     *
     * @throws java.nio.file.DirectoryNotEmptyException if anything is in {@code out} already
     * @throws IOException if the disk refuses; what was written so far stays
     */
    public GenerationResult generate(Path out, ProgressListener progress) throws IOException {
        StorageWriter writer = StorageWriter.intoEmpty(out);
        CodeTables tables = CodeTables.load();
        PersonMaker people = new PersonMaker(tables);
        JisEncoder encoder = new JisEncoder();
        long seed = settings.seed();
        for (int index = 0; index < settings.patients(); index++) {
            writer.nextPatient();
            Patient patient = new Patient(index, PatientNumber.of(index), people.make(seed, index));
            Scribe scribe = new Scribe(patient, Chance.of(seed, index, "delays"), encoder, writer);
            Chance care = Chance.of(seed, index, "care");
            new PatientRecords(scribe, tables, settings.profile(), care).write();
            progress.patientsDone(index + 1, settings.patients());
        }
        return writer.result(settings.patients());
    }
}
