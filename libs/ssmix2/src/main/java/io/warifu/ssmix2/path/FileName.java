package io.warifu.ssmix2.path;

import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import java.util.regex.Pattern;

/**
 * The file name of the standardized storage: seven fields joined by {@code _}.
 *
 * <pre>
 * patient id _ care date _ data type _ order number _ occurrence time _ department _ flag
 * </pre>
 *
 * <p>Read from the left for the first three fields and from the right for the last three, so that
 * what remains in the middle is the order number even if a vendor put a {@code _} into it. Tolerant
 * where published files are: order numbers of 1 to 22 characters, times of 14 to 17 digits, data
 * types that no edition lists. Source: SS-MIX2 standardized storage, Ver. 1.2 b to h.
 */
public final class FileName {

    static final int MAX_PATIENT_ID_CHARACTERS = 15;
    static final int MAX_ORDER_NUMBER_CHARACTERS = 22;

    private static final Pattern PATIENT_ID = Pattern.compile("[A-Za-z0-9.-]{1,15}");
    private static final Pattern CARE_DATE = Pattern.compile("\\d{8}|-");
    private static final Pattern DATA_TYPE = Pattern.compile("[A-Z]{3}(?:-[A-Z0-9]{2,3})?");
    private static final Pattern ORDER_NUMBER = Pattern.compile("[!-~&&[^/]]{1,22}");
    private static final Pattern TIME = Pattern.compile("\\d{14,17}");
    private static final Pattern DEPARTMENT = Pattern.compile("[A-Za-z0-9]{1,5}|-");
    private static final Pattern FLAG = Pattern.compile("[012]");
    private static final int FIELDS = 7;

    private FileName() {}

    /** What a name says, or why it says nothing. */
    sealed interface Reading {
        record Fields(RecordName name) implements Reading {}

        record NoName(String reason) implements Reading {}
    }

    static Reading parse(String name) {
        String[] steps = name.split("_", -1);
        int last = steps.length - 1;
        if (steps.length < FIELDS) {
            return new Reading.NoName(
                    "the file name has " + steps.length + " fields instead of " + FIELDS);
        }
        int tail = steps[last].length() + steps[last - 1].length() + steps[last - 2].length() + 3;
        int head = steps[0].length() + steps[1].length() + steps[2].length() + 3;
        RecordName fields =
                new RecordName(
                        steps[0],
                        steps[1],
                        steps[2],
                        name.substring(head, name.length() - tail),
                        steps[last - 2],
                        steps[last - 1],
                        steps[last]);
        String fault = fault(fields);
        return fault.isEmpty() ? new Reading.Fields(fields) : new Reading.NoName(fault);
    }

    static boolean isPatientId(String text) {
        return PATIENT_ID.matcher(text).matches();
    }

    static boolean isCareDate(String text) {
        return CARE_DATE.matcher(text).matches();
    }

    private static String fault(RecordName name) {
        if (!isPatientId(name.patientId())) {
            return "the file name has no patient id of 1 to 15 characters";
        }
        if (!isCareDate(name.careDate())) {
            return "the care date in the file name is neither yyyyMMdd nor -";
        }
        if (!DATA_TYPE.matcher(name.dataType()).matches()) {
            return "the data type in the file name has no known form";
        }
        if (!ORDER_NUMBER.matcher(name.orderNumber()).matches()) {
            return "the order number in the file name is not 1 to 22 characters";
        }
        if (!TIME.matcher(name.occurrenceTime()).matches()) {
            return "the occurrence time in the file name is not 14 to 17 digits";
        }
        if (!DEPARTMENT.matcher(name.department()).matches()) {
            return "the department in the file name has no known form";
        }
        return FLAG.matcher(name.flag()).matches()
                ? ""
                : "the condition flag in the file name is not 0, 1 or 2";
    }
}
