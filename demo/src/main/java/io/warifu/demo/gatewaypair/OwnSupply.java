package io.warifu.demo.gatewaypair;

import io.warifu.demo.pki.ClientTls;
import io.warifu.demo.pki.DevelopmentAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * All that a pair needs and a running network would give it: certificates from an authority of its
 * own, and a {@link KeyDesk} for both ends.
 */
public final class OwnSupply implements AutoCloseable {

    private static final String EAST = "east";
    private static final String WEST = "west";
    private static final String DESK = "kme";
    private static final String STRANGER = "stranger";

    private final Path folder;
    private final KeyDesk desk;

    private OwnSupply(Path folder, KeyDesk desk) {
        this.folder = folder;
        this.desk = desk;
    }

    /** Makes the certificates in {@code folder} and opens the desk. */
    public static OwnSupply open(Path folder, SecureRandom random) throws IOException {
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(folder.resolve("authority"), Clock.systemUTC(), random);
        var _ = authority.identity(folder, DESK, List.of(), List.of("urn:warifu:kme:pair"));
        // The stranger is certified by the same authority, yet no peer of anybody.
        for (String name : List.of(EAST, WEST, STRANGER)) {
            var _ =
                    authority.identity(
                            folder,
                            sae(name),
                            List.of(),
                            List.of("urn:sae:" + sae(name), "urn:warifu:gateway:" + name));
        }
        return new OwnSupply(
                folder, new KeyDesk(ClientTls.of(folder, DESK).createSslContext(), random));
    }

    public KeyDesk desk() {
        return desk;
    }

    GatewayEnd east() {
        return end(EAST);
    }

    GatewayEnd west() {
        return end(WEST);
    }

    /** TLS of somebody whom both gateways must refuse. */
    SSLContext stranger() {
        return ClientTls.of(folder, sae(STRANGER)).createSslContext();
    }

    private GatewayEnd end(String site) {
        return new GatewayEnd(site, sae(site), folder, sae(site), desk.address());
    }

    private static String sae(String site) {
        return "gateway-" + site;
    }

    @Override
    public void close() {
        desk.close();
    }
}
