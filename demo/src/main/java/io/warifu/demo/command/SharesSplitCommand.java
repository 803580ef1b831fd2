package io.warifu.demo.command;

import io.warifu.demo.shares.FileSplitter;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.sharing.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One file becomes n. */
@Command(
        name = "split",
        description = {
            "Split FILE, or standard input for '-', into STEM.001 to STEM.NNN.",
            "Coins come from AES-256-CTR under a key of the operating system. The shares say nothing"
                    + " about who made them and are not protected against being changed."
        },
        mixinStandardHelpOptions = true)
final class SharesSplitCommand implements Callable<Integer> {

    @Option(
            names = "-k",
            paramLabel = "K",
            defaultValue = "3",
            description = "shares that restore the file, 2 to N (default ${DEFAULT-VALUE})")
    private int k;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "5",
            description = "shares that are made, at most 255 (default ${DEFAULT-VALUE})")
    private int n;

    @Parameters(index = "0", paramLabel = "FILE", description = "what is split; - for stdin")
    private String file = "";

    @Parameters(index = "1", paramLabel = "STEM", description = "names of shares without .NNN")
    private String stem = "";

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.ofProcess();
        try {
            if (file.equals("-")) {
                FileSplitter.split(System.in, 0, stem, threshold(), terminal);
            } else {
                Path path = Path.of(file);
                if (!Files.isRegularFile(path)) {
                    throw new WarifuException(ErrorCode.NOT_FOUND, path + ": no such file");
                }
                try (InputStream in = Files.newInputStream(path)) {
                    FileSplitter.split(in, Files.size(path), stem, threshold(), terminal);
                }
            }
            return 0;
        } finally {
            terminal.closeBar();
        }
    }

    private Threshold threshold() {
        try {
            return new Threshold(k, n);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
