package io.warifu.demo.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The year of one patient: at least one visit, in order of time, and at most one stay apart from
 * them.
 */
record CarePlan(List<Encounter> visits, List<Stay> stays) {

    /** From the admission's own time to {@code end}, on a later day. */
    record Stay(Encounter admission, LocalDateTime end) {

        LocalDate firstDay() {
            return admission.at().toLocalDate();
        }

        LocalDate lastDay() {
            return end.toLocalDate();
        }

        boolean covers(LocalDate day) {
            return !day.isBefore(firstDay()) && !day.isAfter(lastDay());
        }
    }

    Encounter firstVisit() {
        return visits.getFirst();
    }

    /** When the hospital met the patient first. */
    LocalDate firstDay() {
        LocalDate visited = firstVisit().at().toLocalDate();
        return stays.stream()
                .map(Stay::firstDay)
                .filter(visited::isAfter)
                .findFirst()
                .orElse(visited);
    }
}
