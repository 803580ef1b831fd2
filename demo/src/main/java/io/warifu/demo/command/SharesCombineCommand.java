package io.warifu.demo.command;

import io.warifu.demo.shares.FileCombiner;
import io.warifu.demo.story.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Several files become the one that was split. */
@Command(
        name = "combine",
        description = {
            "Restore a file from its shares STEM.NNN, made here or by gfsplit.",
            "Give more than k shares and the others are checked against each other first."
        },
        mixinStandardHelpOptions = true)
final class SharesCombineCommand implements Callable<Integer> {

    private static final int BUFFER_BYTES = 256 << 10;

    @Option(
            names = "-o",
            required = true,
            paramLabel = "OUT",
            description = "the restored file; - for standard output")
    private String output = "";

    @Option(
            names = "-k",
            paramLabel = "K",
            description = {
                "shares that are needed, as it was said when splitting. Without it the files' own"
                        + " word counts; gfsplit's have none, and then all given shares are used."
            })
    private @Nullable Integer k;

    @Parameters(arity = "1..*", paramLabel = "SHARE", description = "files STEM.NNN")
    private List<Path> shares = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.ofProcess();
        try {
            FileCombiner combiner =
                    new FileCombiner(
                            shares, k == null ? OptionalInt.empty() : OptionalInt.of(k), terminal);
            if (output.equals("-")) {
                // System.out would look at every byte for line ends, and hides write errors.
                try (OutputStream out =
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES)) {
                    combiner.writeTo(out);
                }
            } else {
                combiner.writeTo(Path.of(output));
            }
            return 0;
        } finally {
            terminal.closeBar();
        }
    }
}
