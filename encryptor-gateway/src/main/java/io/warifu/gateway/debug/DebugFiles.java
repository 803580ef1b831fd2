package io.warifu.gateway.debug;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.pair.EpochWitness;
import io.warifu.gateway.tunnel.KeyWitness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Two files that a test may ask for: the link secret of every epoch, with which the independent
 * checker decrypts a capture, and the SHA-256 of every key that something was sealed under, which
 * shows that none comes twice.
 *
 * <p><b>Whoever reads the first file reads all traffic.</b> It is written only if the configuration
 * repeats {@link #SENTENCE}.
 *
 * <pre>
 * secrets: peer session epoch mode key_ID link          (hexadecimal; "-" without a QKD key)
 * hashes:  peer session epoch c2s|s2c sha256(key || iv)
 * </pre>
 */
public final class DebugFiles {

    /** What an operator has to write to get a file of secrets. */
    public static final String SENTENCE = "this-gateway-protects-nothing";

    private final Path file;

    private DebugFiles(Path file) {
        this.file = file;
    }

    /**
     * Writes epoch secrets to {@code file}, if there is one.
     *
     * @throws IllegalArgumentException if {@code sentence} is not {@link #SENTENCE}
     */
    public static EpochWitness epochSecrets(Optional<Path> file, String sentence) {
        if (file.isEmpty()) {
            return EpochWitness.none();
        }
        requireSentence(sentence);
        return new DebugFiles(file.get())::confirmed;
    }

    /** Writes hashes of traffic keys to {@code file}, if there is one; the same rule. */
    public static KeyWitness keyHashes(Optional<Path> file, String sentence) {
        if (file.isEmpty()) {
            return KeyWitness.none();
        }
        requireSentence(sentence);
        return new DebugFiles(file.get())::seen;
    }

    private static void requireSentence(String sentence) {
        if (!sentence.equals(SENTENCE)) {
            throw new IllegalArgumentException(
                    "debug files are for tests: set debug.i-know=" + SENTENCE);
        }
    }

    private void confirmed(ConfirmedEpoch epoch) {
        byte[] link = epoch.exposeLinkForDebug();
        try {
            append(
                    "%s %s %s %s"
                            .formatted(
                                    name(epoch.entry().name()),
                                    epoch.entry().mode().name().toLowerCase(Locale.ROOT),
                                    epoch.entry().keyId().map(Object::toString).orElse("-"),
                                    HexFormat.of().formatHex(link)));
        } finally {
            Arrays.fill(link, (byte) 0);
        }
    }

    private DirectionKey seen(EpochInUse epoch, boolean openedHere, DirectionKey key) {
        append(
                "%s %s %s"
                        .formatted(
                                name(epoch.entry().name()),
                                openedHere ? "c2s" : "s2c",
                                HexFormat.of().formatHex(key.fingerprint())));
        return key;
    }

    private static String name(EpochName name) {
        return "%s %s %d".formatted(name.peer(), name.session(), name.epoch());
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(
                    file,
                    line + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
