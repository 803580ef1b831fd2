package io.warifu.ssmix2.path;

import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.StoredPath;
import java.util.ArrayList;
import java.util.List;

/**
 * What the place of a file in a standardized storage says about it.
 *
 * <pre>
 * pid[0..3) / pid[3..6) / pid / care date or - / data type / file name
 * </pre>
 *
 * <p>Guarantee: every path has a reading; none throws. The patient is the one of the folder: a file
 * that lies under patient A and is named for patient B stays with A and carries a remark, so that
 * two patients are never merged by a wrong name. Care date and data type are those of the name,
 * because they travel with the file.
 */
public sealed interface SsMixPath {

    /** The patient as the folder says; empty if the folder names none. */
    String patientId();

    /**
     * A file of the standardized storage.
     *
     * @param name with the patient id of the folder
     * @param remarks where folder and name disagree; empty if they agree
     */
    record Parsed(RecordName name, List<String> remarks) implements SsMixPath {

        public Parsed {
            remarks = List.copyOf(remarks);
        }

        @Override
        public String patientId() {
            return name.patientId();
        }
    }

    /**
     * A file outside the grammar: of the extended storage, by another program, or misnamed.
     *
     * @param reason one sentence for people, without the path itself
     */
    record Unreadable(String patientId, String reason) implements SsMixPath {}

    static SsMixPath parse(StoredPath path) {
        String[] steps = path.display().split("/", -1);
        String patientId = folderPatient(steps);
        if (patientId.isEmpty()) {
            return new Unreadable("", "the file lies in no patient folder");
        }
        if (steps.length != 6) {
            return new Unreadable(
                    patientId, "the file does not lie at patient / care date / data type / file");
        }
        return switch (FileName.parse(steps[5])) {
            case FileName.Reading.NoName(String reason) -> new Unreadable(patientId, reason);
            case FileName.Reading.Fields(RecordName name) ->
                    new Parsed(
                            underPatient(patientId, name),
                            disagreements(patientId, steps[3], steps[4], name));
        };
    }

    /** The patient whose folder {@code steps} enter; empty unless the first steps fit the third. */
    private static String folderPatient(String[] steps) {
        if (steps.length < 4 || !FileName.isPatientId(steps[2])) {
            return "";
        }
        String patientId = steps[2];
        return steps[0].equals(part(patientId, 0, 3)) && steps[1].equals(part(patientId, 3, 6))
                ? patientId
                : "";
    }

    private static String part(String patientId, int from, int to) {
        int length = patientId.length();
        return patientId.substring(Math.min(from, length), Math.min(to, length));
    }

    private static RecordName underPatient(String patientId, RecordName name) {
        return new RecordName(
                patientId,
                name.careDate(),
                name.dataType(),
                name.orderNumber(),
                name.occurrenceTime(),
                name.department(),
                name.flag());
    }

    private static List<String> disagreements(
            String patientId, String dateFolder, String typeFolder, RecordName name) {
        List<String> remarks = new ArrayList<>(3);
        if (!name.patientId().equals(patientId)) {
            remarks.add("the patient in the file name differs from the folder");
        }
        if (!name.careDate().equals(dateFolder)) {
            remarks.add("the care date in the file name differs from the folder");
        }
        if (!name.dataType().equals(typeFolder)) {
            remarks.add("the data type in the file name differs from the folder");
        }
        return remarks;
    }
}
