package io.warifu.demo.pki;

import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes everything by which sites know each other, once: certificates of the services, receipt keys
 * of the share servers, token issuers, pseudonym keys of the hospitals, and the first enrolled key
 * consumers, the gateways; and the secrets that the ends of links share beforehand.
 */
public final class SiteIdentities {

    private static final int PSEUDONYM_KEY_BYTES = 32;

    private final Home home;
    private final Clock clock;
    private final SecureRandom random;

    public SiteIdentities(Home home, Clock clock, SecureRandom random) {
        this.home = home;
        this.clock = clock;
        this.random = random;
    }

    /** Makes what is missing; never replaces what is there. */
    public void prepare() throws IOException {
        DevelopmentAuthority authority = DevelopmentAuthority.open(home.authority(), clock, random);
        authority.identity(
                home.operator(), "operator", List.of(), List.of("urn:warifu:operator:warifu"));
        List<Enrolment.Sae> gateways = new ArrayList<>();
        for (Site site : NetworkPlan.SITES) {
            gateways.add(prepare(authority, site));
        }
        new LinkSecrets(home, random).prepare();
        for (Site site : NetworkPlan.SITES) {
            Enrolment.add(home.enrolment(site), gateways);
            for (Site server : NetworkPlan.SITES) {
                String name = server.name() + "-receipt.pub";
                if (!server.equals(site)) {
                    Pem.writePublic(
                            home.identity(site).resolve(name),
                            Files.readString(home.identity(server).resolve(name)));
                }
            }
        }
    }

    private Enrolment.Sae prepare(DevelopmentAuthority authority, Site site) throws IOException {
        Path folder = home.identity(site);
        String name = site.name();
        String sae = "gateway-" + name;
        authority.identity(
                folder, "kme", host(site, Service.KEY_MANAGER), List.of("urn:warifu:kme:" + name));
        authority.identity(
                folder,
                "qkd",
                host(site, Service.QKD_SIMULATOR),
                List.of("urn:warifu:qkd:" + name));
        X509Certificate gateway =
                authority.identity(
                        folder,
                        "gateway",
                        host(site, Service.ENCRYPTOR_GATEWAY),
                        List.of("urn:sae:" + sae, "urn:warifu:gateway:" + name));
        receiptKey(folder, site);
        // Every site has operators; hospitals also have users.
        TokenIssuer.open(folder, name, clock);
        if (site.hospital()) {
            Path pseudonymKey = folder.resolve("pseudonym.key");
            if (!Files.exists(pseudonymKey)) {
                byte[] key = new byte[PSEUDONYM_KEY_BYTES];
                random.nextBytes(key);
                Pem.writePrivate(pseudonymKey, Base64.getEncoder().encodeToString(key) + "\n");
            }
        }
        return Enrolment.Sae.of(sae, name, gateway);
    }

    private static void receiptKey(Path folder, Site site) throws IOException {
        Path privateKey = folder.resolve("receipt.key");
        if (Files.exists(privateKey)) {
            return;
        }
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Pem.writePublic(
                    folder.resolve(site.name() + "-receipt.pub"),
                    Pem.text("PUBLIC KEY", keys.getPublic().getEncoded()));
            // Last, because its presence means that the pair is complete.
            Pem.writePrivate(privateKey, Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make a receipt key", e);
        }
    }

    private static List<String> host(Site site, Service service) {
        return List.of(Addressing.composeHost(site, service));
    }
}
