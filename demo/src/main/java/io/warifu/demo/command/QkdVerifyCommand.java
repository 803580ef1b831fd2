package io.warifu.demo.command;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.simulator.verify.LedgerVerifier;
import io.warifu.simulator.verify.LedgerVerifier.LedgerFile;
import io.warifu.simulator.verify.Verdict;
import io.warifu.simulator.verify.Verdict.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Judges ledgers of key blocks. */
@Command(
        name = "verify",
        description = {
            "Check ledgers of key blocks: signature, sums, and the secret length, computed anew.",
            "Give the ledgers of both ends to have them compared; exit 0 only if all of them hold."
        },
        mixinStandardHelpOptions = true)
public final class QkdVerifyCommand implements Callable<Integer> {

    /** More belong into several runs; each file is compared with all others. */
    private static final int MAX_FILES = 1_000;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "ledger files")
    private List<Path> files = List.of();

    @Option(
            names = "--root",
            paramLabel = "CRT",
            description = "certificate of the authority (default: that of the network, if any)")
    private @Nullable Path root;

    @Option(names = "--json", description = "print one JSON object per file")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (files.size() > MAX_FILES) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "at most " + MAX_FILES + " files at a time");
        }
        List<LedgerFile> contents = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                // One byte beyond the limit tells the verifier enough.
                byte[] content = in.readNBytes(LedgerVerifier.MAX_FILE_BYTES + 1);
                contents.add(new LedgerFile(file.toString(), content));
            }
        }
        List<Verdict> verdicts = new LedgerVerifier(authority()).verify(contents);
        verdicts.forEach(verdict -> System.out.println(json ? asJson(verdict) : told(verdict)));
        return verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.OK) ? 0 : 1;
    }

    private @Nullable X509Certificate authority() throws IOException {
        Path chosen = root;
        Path file = chosen != null ? chosen : options.home().authority().resolve("root.crt");
        if (chosen == null && !Files.exists(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, file + " is not a certificate", e);
        }
    }

    private static String told(Verdict verdict) {
        String head =
                switch (verdict.outcome()) {
                    case OK -> "OK        ";
                    case NOT_ANCHORED -> "NO ROOT   ";
                    case REJECTED -> "REJECTED  ";
                };
        Verdict.Statement statement = verdict.statement();
        String about =
                verdict.outcome() == Outcome.REJECTED || statement == null
                        ? verdict.check() + ": " + verdict.detail()
                        : String.format(
                                Locale.ROOT,
                                "%s %s no. %d: %d secret of %d bits, QBER %.2f %%, leak %d, %s%s",
                                statement.link(),
                                statement.end(),
                                statement.sequence(),
                                statement.secretBits(),
                                statement.keyBits(),
                                100 * statement.qber(),
                                statement.leakBits(),
                                statement.proof(),
                                verdict.outcome() == Outcome.OK ? "" : "; " + verdict.detail());
        return head + verdict.file() + "  " + about;
    }

    private static String asJson(Verdict verdict) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", verdict.file());
        object.put("outcome", verdict.outcome().name());
        object.put("check", verdict.check());
        object.put("detail", verdict.detail());
        object.put("ledger", verdict.statement());
        return JsonMapper.shared().writeValueAsString(object);
    }
}
