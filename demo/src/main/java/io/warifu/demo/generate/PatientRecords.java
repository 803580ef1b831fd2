package io.warifu.demo.generate;

import io.warifu.demo.generate.CarePlan.Stay;
import io.warifu.demo.generate.CodeTables.Panel;
import io.warifu.demo.generate.LabMessages.Request;
import io.warifu.demo.generate.PrescriptionMessages.Fate;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** All messages of one patient, told along the care plan. */
final class PatientRecords {

    private static final int INPATIENT_LAB_PERCENT = 50;
    private static final int INPATIENT_PRESCRIPTION_PERCENT = 40;
    private static final int MAX_INJECTIONS_PER_DAY = 6;

    private final Patient patient;
    private final GeneratorProfile profile;
    private final Chance chance;
    private final AdtMessages adt;
    private final BackgroundMessages background;
    private final PrescriptionMessages prescriptions;
    private final InjectionMessages injections;
    private final LabMessages labs;
    private final RadiologyMessages radiology;
    private final CarePlan plan;

    PatientRecords(Scribe scribe, CodeTables tables, GeneratorProfile profile, Chance chance) {
        this.patient = scribe.patient();
        this.profile = profile;
        this.chance = chance;
        this.adt = new AdtMessages(scribe);
        this.background = new BackgroundMessages(scribe, tables, chance);
        this.prescriptions = new PrescriptionMessages(scribe, tables, chance);
        this.injections = new InjectionMessages(scribe, tables, chance);
        this.labs = new LabMessages(scribe, tables, chance);
        this.radiology = new RadiologyMessages(scribe, tables, chance);
        this.plan = new CarePlanner(tables, profile).plan(patient, chance);
    }

    void write() throws IOException {
        GeneratorProfile.Amounts amounts = profile.amounts();
        LocalDateTime registered = plan.firstDay().atTime(8, 30);
        adt.demographics(plan.firstVisit().movedTo(registered), chance);
        if (patient.has(Oddity.NULLS) || chance.percent(amounts.allergicPercent())) {
            background.allergies(registered.plusMinutes(5));
        }
        Encounter firstVisit = plan.firstVisit();
        background.problems(
                firstVisit.movedTo(firstVisit.at().plusMinutes(20)),
                1 + chance.poisson(amounts.meanMoreProblems()));
        for (Encounter visit : plan.visits()) {
            visit(visit, visit.equals(firstVisit));
        }
        for (Stay stay : plan.stays()) {
            stay(stay);
        }
    }

    private void visit(Encounter visit, boolean first) throws IOException {
        GeneratorProfile.Outpatient rates = profile.outpatient();
        adt.checkIn(visit);
        Fate fate = first ? fateOfFirst() : usualFate();
        boolean wanted = first && fate != Fate.CURRENT;
        if (wanted || chance.percent(rates.prescriptionPercent())) {
            prescriptions.prescribe(visit.movedTo(visit.at().plusMinutes(30)), drugs(), fate);
        }
        Encounter taken = visit.movedTo(visit.at().plusMinutes(10));
        if (first && patient.has(Oddity.EVERY_PANEL)) {
            labs.result(taken, everyPanel());
        } else if (chance.percent(rates.laboratoryPercent())) {
            labs.result(taken, usualPanels());
        }
        if ((first && patient.has(Oddity.ESCAPES)) || chance.percent(rates.radiologyPercent())) {
            radiology.order(visit.movedTo(visit.at().plusMinutes(15)));
        }
        if (first) {
            oddVisit(visit);
        }
    }

    private void oddVisit(Encounter visit) throws IOException {
        if (patient.has(Oddity.LONG_RESULT)) {
            labs.longResult(visit.movedTo(visit.at().plusMinutes(12)));
        }
        if (patient.has(Oddity.BACTERIOLOGY)) {
            labs.bacteriology(visit.movedTo(visit.at().plusMinutes(14)));
        }
        if (patient.has(Oddity.CANCELLED_ADMISSION)) {
            adt.admitAndCancel(
                    new Encounter(
                            visit.at().plusMinutes(60),
                            visit.department(),
                            visit.doctor(),
                            CarePlanner.bed(chance)));
        }
    }

    private Fate fateOfFirst() {
        if (patient.has(Oddity.UPDATED_PRESCRIPTION)) {
            return Fate.UPDATED;
        }
        if (patient.has(Oddity.OLD_STYLE_UPDATE)) {
            return Fate.UPDATED_OLD_STYLE;
        }
        return patient.has(Oddity.DELETED_PRESCRIPTION) ? Fate.DELETED : Fate.CURRENT;
    }

    private Fate usualFate() {
        int draw = chance.below(100);
        if (draw < 4) {
            return Fate.UPDATED;
        }
        if (draw < 5) {
            return Fate.UPDATED_OLD_STYLE;
        }
        return draw < 6 ? Fate.DELETED : Fate.CURRENT;
    }

    private int drugs() {
        return 1 + chance.poisson(profile.amounts().meanMoreDrugs());
    }

    private List<Request> usualPanels() {
        List<Request> requests = new ArrayList<>();
        requests.add(new Request(Panel.CHEMISTRY, profile.amounts().chemistryItems()));
        requests.add(new Request(Panel.BLOOD, profile.amounts().bloodItems()));
        if (chance.percent(10)) {
            requests.add(new Request(Panel.URINE, 3));
        }
        if (chance.percent(5)) {
            requests.add(new Request(Panel.COAGULATION, 4));
        }
        if (chance.percent(5)) {
            requests.add(new Request(Panel.OTHER, 2));
        }
        return requests;
    }

    private static List<Request> everyPanel() {
        List<Request> requests = new ArrayList<>();
        for (Panel panel : Panel.values()) {
            requests.add(new Request(panel, Integer.MAX_VALUE));
        }
        return requests;
    }

    private void stay(Stay stay) throws IOException {
        adt.admit(stay.admission());
        LocalDate day = stay.firstDay();
        inpatientDay(stay, stay.admission().at().toLocalDate().atTime(15, 0));
        for (day = day.plusDays(1); day.isBefore(stay.lastDay()); day = day.plusDays(1)) {
            inpatientDay(stay, day.atTime(7, 0));
        }
        adt.discharge(stay.admission(), stay.end());
    }

    /** Blood in the morning, then the round, then the drips hour by hour. */
    private void inpatientDay(Stay stay, LocalDateTime start) throws IOException {
        Encounter bedside = stay.admission().movedTo(start);
        if (chance.percent(INPATIENT_LAB_PERCENT)) {
            labs.result(bedside, usualPanels());
        }
        if (chance.percent(INPATIENT_PRESCRIPTION_PERCENT)) {
            prescriptions.prescribe(bedside.movedTo(start.plusMinutes(30)), drugs(), usualFate());
        }
        boolean firstDay = start.toLocalDate().equals(stay.firstDay());
        int count =
                Math.min(
                        MAX_INJECTIONS_PER_DAY,
                        chance.poisson(profile.inpatient().meanInjections()));
        if (firstDay) {
            count = Math.max(1, count);
        }
        for (int i = 1; i <= count; i++) {
            injections.inject(bedside.movedTo(start.plusHours(i)));
        }
    }
}
