package io.warifu.simulator.link;

import io.warifu.simulator.QkdSimulatorApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The simulator as a process of its own, with this JVM's Java and class path. */
final class SimulatorProcess {

    private SimulatorProcess() {}

    /** Starts it; what it prints is appended to {@code target/LOG.log}. */
    static Process start(List<String> jvmOptions, List<String> arguments, String log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        QkdSimulatorApplication.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(Path.of("target", log + ".log").toFile()))
                .start();
    }
}
