package io.warifu.demo.generate;

import io.warifu.demo.generate.CarePlan.Stay;
import io.warifu.demo.generate.CodeTables.Department;
import io.warifu.demo.generate.CodeTables.Doctor;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides when a patient is seen within the year before the reference date. */
final class CarePlanner {

    private static final int YEAR_DAYS = 364;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int OPENING_MINUTES = 450;
    private static final List<String> WARDS = List.of("3E", "4W", "5E", "6W");

    private final CodeTables tables;
    private final GeneratorProfile profile;

    CarePlanner(CodeTables tables, GeneratorProfile profile) {
        this.tables = tables;
        this.profile = profile;
    }

    CarePlan plan(Patient patient, Chance chance) {
        Department home = chance.pick(homesFor(patient));
        Doctor doctor = chance.pick(tables.doctors());
        List<Stay> stays = new ArrayList<>();
        boolean admitted = chance.percent(profile.inpatient().admittedPercent());
        if (patient.has(Oddity.ADMITTED)
                || (admitted && !patient.has(Oddity.CANCELLED_ADMISSION))) {
            stays.add(stay(home, doctor, chance));
        }
        List<Encounter> visits = new ArrayList<>();
        for (LocalDate day : visitDays(stays, chance)) {
            LocalDateTime time = day.atTime(9, 0).plusMinutes(chance.below(OPENING_MINUTES));
            boolean elsewhere = !patient.has(Oddity.FINE_DEPARTMENT) && chance.percent(20);
            visits.add(
                    elsewhere
                            ? new Encounter(
                                    time,
                                    chance.pick(tables.departments()),
                                    chance.pick(tables.doctors()),
                                    "")
                            : new Encounter(time, home, doctor, ""));
        }
        return new CarePlan(List.copyOf(visits), List.copyOf(stays));
    }

    private List<Department> homesFor(Patient patient) {
        return patient.has(Oddity.FINE_DEPARTMENT)
                ? tables.departments().stream().filter(d -> d.code().length() == 3).toList()
                : tables.departments();
    }

    private Stay stay(Department department, Doctor doctor, Chance chance) {
        GeneratorProfile.Inpatient rates = profile.inpatient();
        int nights = 1 + Math.min(rates.maxMoreNights(), chance.poisson(rates.meanMoreNights()));
        LocalDate first =
                PatientGenerator.REFERENCE_DATE.minusDays(
                        1L + nights + chance.below(YEAR_DAYS - nights));
        LocalDateTime admitted = first.atTime(13, 0).plusMinutes(chance.below(60));
        LocalDateTime end = first.plusDays(nights).atTime(10, 0).plusMinutes(chance.below(90));
        return new Stay(new Encounter(admitted, department, doctor, bed(chance)), end);
    }

    /** Ward, room and bed. */
    static String bed(Chance chance) {
        return chance.pick(WARDS) + '^' + chance.between(301, 320) + '^' + chance.between(1, 4);
    }

    private SortedSet<LocalDate> visitDays(List<Stay> stays, Chance chance) {
        int wanted = 1 + chance.poisson(profile.outpatient().meanMoreVisits());
        SortedSet<LocalDate> days = new TreeSet<>();
        for (int i = 0; i < MAX_ATTEMPTS && days.size() < wanted; i++) {
            LocalDate day = PatientGenerator.REFERENCE_DATE.minusDays(1L + chance.below(YEAR_DAYS));
            boolean open =
                    day.getDayOfWeek() != DayOfWeek.SATURDAY
                            && day.getDayOfWeek() != DayOfWeek.SUNDAY;
            if (open && stays.stream().noneMatch(stay -> stay.covers(day))) {
                days.add(day);
            }
        }
        return days;
    }
}
