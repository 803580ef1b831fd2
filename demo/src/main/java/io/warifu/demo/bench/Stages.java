package io.warifu.demo.bench;

import java.util.List;

/** All stages, in the order of the link. */
final class Stages {

    private Stages() {}

    /** New ones, because stages keep counts. */
    static List<Stage> all() {
        return List.of(
                new YardstickStage(),
                new ClickStage(),
                new CascadeStage(),
                new ToeplitzStage(),
                new TagStage(),
                new SecretStage());
    }
}
