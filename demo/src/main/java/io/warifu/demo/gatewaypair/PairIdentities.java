package io.warifu.demo.gatewaypair;

import io.warifu.demo.pki.ClientTls;
import io.warifu.demo.pki.DevelopmentAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Certificates of a pair and its key supply, from an authority of their own. */
final class PairIdentities {

    private static final String KEY_DESK = "kme";
    private static final String STRANGER = "stranger";

    private final Path folder;

    private PairIdentities(Path folder) {
        this.folder = folder;
    }

    static PairIdentities make(Path folder, SecureRandom random) throws IOException {
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(folder.resolve("authority"), Clock.systemUTC(), random);
        var _ = authority.identity(folder, KEY_DESK, List.of(), List.of("urn:warifu:kme:pair"));
        for (String site : List.of(GatewayPair.EAST, GatewayPair.WEST)) {
            var _ =
                    authority.identity(
                            folder,
                            "gateway-" + site,
                            List.of(),
                            List.of("urn:sae:gateway-" + site, "urn:warifu:gateway:" + site));
        }
        // Certified by the same authority, yet no peer of anybody.
        var _ =
                authority.identity(
                        folder, STRANGER, List.of(), List.of("urn:sae:gateway-" + STRANGER));
        return new PairIdentities(folder);
    }

    Path folder() {
        return folder;
    }

    SSLContext keyDesk() {
        return ClientTls.of(folder, KEY_DESK).createSslContext();
    }

    SSLContext stranger() {
        return ClientTls.of(folder, STRANGER).createSslContext();
    }
}
