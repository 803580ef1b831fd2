package io.warifu.keys.vault;

import io.warifu.kernel.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data key an hour, wrapped by the master key, each in a file of the vault directory.
 *
 * <p>Guarantee: all instances that share the directory use the same key in one hour; {@link
 * #destroyBefore} makes all that was sealed in those hours unreadable, also in copies of the
 * database. They lie outside the database because PostgreSQL keeps what it deleted in dead rows and
 * in its log. Limit: a file system or disk that keeps old versions of a block keeps the wrapped key
 * as well; then only the master key still stands before it.
 */
final class DataKeys {

    static final Duration HOUR = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);
    private static final Pattern NAME = Pattern.compile("hour-(\\d{1,9})\\.key");

    private final Path directory;
    private final MasterKey master;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<Integer, SecretBytes> opened = new ConcurrentHashMap<>();

    DataKeys(Path directory, MasterKey master, SecureRandom random, InstantSource clock) {
        this.directory = directory;
        this.master = master;
        this.random = random;
        this.clock = clock;
    }

    static int hourOf(Instant instant) {
        return Math.toIntExact(instant.getEpochSecond() / HOUR.toSeconds());
    }

    int currentHour() {
        return hourOf(clock.instant());
    }

    /** The data key of the present hour, made if it is the first use. */
    SecretBytes toSeal(int hour) {
        return opened.computeIfAbsent(hour, this::readOrMake);
    }

    /**
     * The data key of an hour.
     *
     * @throws VaultException if it was destroyed
     */
    SecretBytes toOpen(int hour) {
        return opened.computeIfAbsent(hour, this::read);
    }

    /** Destroys the data keys of all hours before {@code hour}; says which. */
    List<Integer> destroyBefore(int hour) {
        List<Integer> destroyed = new ArrayList<>();
        for (int old : hours()) {
            if (old < hour && old < currentHour()) {
                destroy(old);
                destroyed.add(old);
            }
        }
        opened.entrySet()
                .removeIf(entry -> {
                    boolean gone = entry.getKey() < Math.min(hour, currentHour());
                    if (gone) {
                        entry.getValue().close();
                    }
                    return gone;
                });
        return destroyed;
    }

    /** Hours whose data keys exist. */
    List<Integer> hours() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the vault directory cannot be read", e);
        }
    }

    private void destroy(int hour) {
        try {
            PrivateFiles.destroy(file(hour), random);
            LOG.info("the data key of hour {} was destroyed", hour);
        } catch (NoSuchFileException e) {
            LOG.debug("another instance destroyed the data key of hour {}", hour, e);
        } catch (IOException e) {
            throw new UncheckedIOException("a data key could not be destroyed", e);
        }
    }

    private SecretBytes readOrMake(int hour) {
        Path file = file(hour);
        if (!Files.exists(file)) {
            byte[] fresh = new byte[AesGcm.KEY_BYTES];
            random.nextBytes(fresh);
            try {
                PrivateFiles.create(file, master.wrap(fresh, about(hour)));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("another instance made the data key of hour {}", hour, e);
            } catch (IOException e) {
                throw new UncheckedIOException("a data key could not be written", e);
            } finally {
                Arrays.fill(fresh, (byte) 0);
            }
        }
        return read(hour);
    }

    private SecretBytes read(int hour) {
        try {
            return SecretBytes.takeFrom(master.unwrap(Files.readAllBytes(file(hour)), about(hour)));
        } catch (NoSuchFileException e) {
            throw new VaultException(
                    VaultException.Reason.DATA_KEY_GONE,
                    "the data key of hour " + hour + " does not exist any more",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a data key could not be read", e);
        }
    }

    private Path file(int hour) {
        return directory.resolve("hour-" + hour + ".key");
    }

    private static AssociatedData about(int hour) {
        return AssociatedData.of("data-key", Integer.toString(hour));
    }
}
