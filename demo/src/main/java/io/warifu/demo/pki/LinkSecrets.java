package io.warifu.demo.pki;

import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The secret that both ends of each QKD link share before the first photon, to pay for the first
 * authentication tags.
 *
 * <p>Guarantee: made once, the same at both ends, readable by its owner only. A real network
 * carries it by courier; here both ends' folders are on one machine.
 */
final class LinkSecrets {

    static final int SECRET_BYTES = 128 << 10;

    private final Home home;
    private final SecureRandom random;

    LinkSecrets(Home home, SecureRandom random) {
        this.home = home;
        this.random = random;
    }

    /** Makes what is missing; never replaces what is there. */
    void prepare() throws IOException {
        for (QkdLink link : NetworkPlan.LINKS) {
            Path alice = home.identity(link.alice()).resolve(link.secretFile());
            Path bob = home.identity(link.bob()).resolve(link.secretFile());
            if (Files.exists(alice) && Files.exists(bob)) {
                continue;
            }
            byte[] secret = existing(alice, bob);
            try {
                for (Path end : new Path[] {alice, bob}) {
                    if (!Files.exists(end)) {
                        Pem.writePrivate(end, secret);
                    }
                }
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    /** One end may have it already if the last preparation was cut short. */
    private byte[] existing(Path alice, Path bob) throws IOException {
        if (Files.exists(alice)) {
            return Files.readAllBytes(alice);
        }
        if (Files.exists(bob)) {
            return Files.readAllBytes(bob);
        }
        byte[] fresh = new byte[SECRET_BYTES];
        random.nextBytes(fresh);
        return fresh;
    }
}
