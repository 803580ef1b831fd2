package io.warifu.demo.drill;

import java.util.List;
import java.util.Optional;

/** The drills that there are. */
public final class Drills {

    public static final List<Drill> ALL =
            List.of(
                    LoseSitesDrill.ofTokyo(),
                    EavesdropDrill.onDefaultLink(),
                    PhotonNumberSplittingDrill.onDefaultLink(),
                    ClassicalMitmDrill.onDefaultLink(),
                    CutFibreDrill.onDefaultLink(),
                    ExhaustKeysDrill.betweenHospitals(),
                    KillKeyManagerDrill.betweenHospitals(),
                    AlarmLinkDrill.onDefaultLink(),
                    RestoreKeyBackupDrill.ofTokyo());

    private Drills() {}

    public static Optional<Drill> named(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
