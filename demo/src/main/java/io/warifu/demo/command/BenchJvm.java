package io.warifu.demo.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a benchmark in a JVM of its own, because the command line's has neither the server compiler
 * nor the Vector API. What it prints comes through as it is printed.
 */
final class BenchJvm {

    private BenchJvm() {}

    /** Returns the exit code. */
    static int run(Class<?> main, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
        Thread table = Thread.ofVirtual().start(() -> copy(process.getInputStream(), false));
        copy(process.getErrorStream(), true);
        table.join();
        return process.waitFor();
    }

    @SuppressWarnings("SystemConsoleNull") // Null or no terminal, by release: both are asked for.
    static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Hands on as it comes, so that a bar moves; but for the JVM's word about the Vector API. */
    private static void copy(InputStream from, boolean errors) {
        try (InputStream in = new BufferedInputStream(from)) {
            if (!errors) {
                in.transferTo(System.out);
                return;
            }
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0) {
                first.write(next);
                if (next == '\n') {
                    break;
                }
                next = in.read();
            }
            if (!first.toString(StandardCharsets.UTF_8).contains("Using incubator modules")) {
                first.writeTo(System.err);
            }
            in.transferTo(System.err);
        } catch (IOException e) {
            System.err.println("warifu: the benchmark's output broke off: " + e.getMessage());
        }
    }
}
