package io.warifu.demo.control;

import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Site;
import io.warifu.demo.site.SiteMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line by which a site's JVM is started. */
final class SiteCommandLine {

    private static final String CLASS_PATH_PROPERTY = "warifu.classpath";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private SiteCommandLine() {}

    /** What the sites run from: the packaged jar, whose manifest names all libraries. */
    static String classPath() {
        return System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path"));
    }

    static List<String> of(Site site, Home home, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own, so that the end of the operator's terminal does not end the
            // site.
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-XX:-HeapDumpOnOutOfMemoryError",
                        // Later C2: five sites start on two cores, and data paths are still
                        // compiled.
                        "-XX:Tier4InvocationThreshold=15000",
                        "-XX:Tier4MinInvocationThreshold=2000",
                        "-XX:Tier4CompileThreshold=30000",
                        "--enable-native-access=ALL-UNNAMED",
                        // Names of files are bytes; without this a C locale could not open kanji.
                        "-Dsun.jnu.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.springframework.boot.logging.LoggingSystem=none",
                        "-Dwarifu.log.level=INFO"));
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-cp",
                        classPath(),
                        SiteMain.class.getName(),
                        site.name(),
                        home.root().toString()));
        command.addAll(arguments);
        return command;
    }
}
