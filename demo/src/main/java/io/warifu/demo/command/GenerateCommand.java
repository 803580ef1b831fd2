package io.warifu.demo.command;

import io.warifu.demo.generate.GenerationResult;
import io.warifu.demo.generate.GeneratorProfile;
import io.warifu.demo.generate.GeneratorSettings;
import io.warifu.demo.generate.PatientGenerator;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a storage of fictitious patients. */
@Command(
        name = "generate",
        description = "Write an SS-MIX2 storage of wholly fictitious patients.",
        mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many (default: ${DEFAULT-VALUE})")
    private int patients;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "the same seed gives the same storage (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = "YEAR",
            description =
                    "light: about 8 files a patient; year: about 26 (default: ${DEFAULT-VALUE})")
    private GeneratorProfile profile = GeneratorProfile.YEAR;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "where to write it; must be missing or empty")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (patients < 1 || patients > GeneratorSettings.MAX_PATIENTS) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "--patients must be 1 to " + GeneratorSettings.MAX_PATIENTS);
        }
        Terminal terminal = Terminal.ofProcess();
        long started = System.nanoTime();
        try {
            GenerationResult result =
                    new PatientGenerator(new GeneratorSettings(patients, seed, profile))
                            .generate(
                                    out,
                                    (done, total) ->
                                            terminal.progress(
                                                    "generating",
                                                    done,
                                                    total,
                                                    "patients",
                                                    started));
            terminal.closeBar();
            System.out.printf(
                    "%d patients, %d files, %d bytes in %s%n",
                    result.patients(), result.files(), result.bytes(), out);
            return 0;
        } catch (DirectoryNotEmptyException e) {
            throw new WarifuException(
                    ErrorCode.CONFLICT, out + " is not empty; give a new folder to --out", e);
        }
    }
}
