package io.warifu.demo.drill;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The drills that there are. */
public final class Drills {

    public static final List<Drill> ALL =
            Stream.concat(
                            Stream.<Drill>of(
                                    LoseSitesDrill.ofTokyo(),
                                    EavesdropDrill.onDefaultLink(),
                                    PhotonNumberSplittingDrill.onDefaultLink(),
                                    ClassicalMitmDrill.onDefaultLink(),
                                    CutFibreDrill.onDefaultLink(),
                                    ExhaustKeysDrill.betweenHospitals(),
                                    KillKeyManagerDrill.betweenHospitals(),
                                    AlarmLinkDrill.onDefaultLink(),
                                    RestoreKeyBackupDrill.ofTokyo()),
                            GatewayDrill.all().stream())
                    .toList();

    private Drills() {}

    public static Optional<Drill> named(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
