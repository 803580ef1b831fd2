package io.warifu.simulator.auth;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.bits.BitString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Small pools for tests, and copies of their folders as a crash would leave them. */
final class Pools {

    static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));
    static final int SECRET_BYTES = 1024;
    static final int CAPACITY_BITS = 1 << 14;
    static final int RESERVATION_PADS = 4;

    private Pools() {}

    static PoolSettings settings(Path folder, Party end) throws IOException {
        Path secret = folder.resolve("secret");
        if (!Files.exists(secret)) {
            Files.write(secret, random(SECRET_BYTES, 7));
        }
        return new PoolSettings(
                LINK, end, folder.resolve("pool-" + end), secret, CAPACITY_BITS, RESERVATION_PADS);
    }

    static BitString bits(int bits, long seed) {
        return BitString.ofBytes(bits, random(bits / 8, seed));
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random(int bytes, long seed) {
        byte[] random = new byte[bytes];
        new SplittableRandom(seed).nextBytes(random);
        return random;
    }
}
