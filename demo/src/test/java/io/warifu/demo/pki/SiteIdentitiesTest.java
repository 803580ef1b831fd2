package io.warifu.demo.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.servicekit.token.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteIdentitiesTest {

    @TempDir Path folder;

    @Test
    void everyLeafIsSignedByTheRootAndSaysWhoItIs() throws Exception {
        Home home = prepared();
        X509Certificate root =
                DevelopmentAuthority.readCertificate(home.authority().resolve("root.crt"));
        Path identity = home.identity(NetworkPlan.TOKYO);
        for (String leaf : List.of("kme", "qkd", "gateway")) {
            X509Certificate certificate =
                    DevelopmentAuthority.readCertificate(identity.resolve(leaf + ".crt"));
            certificate.verify(root.getPublicKey());
            certificate.checkValidity();
        }
        X509Certificate gateway =
                DevelopmentAuthority.readCertificate(identity.resolve("gateway.crt"));
        assertThat(gateway.getSubjectAlternativeNames().toString())
                .contains("urn:sae:gateway-tokyo", "localhost", "tokyo-encryptor-gateway");
    }

    @Test
    void preparingAgainChangesNoKey() throws Exception {
        Home home = prepared();
        List<String> before = privateFiles(home);
        new SiteIdentities(home, Clock.systemUTC(), new SecureRandom()).prepare();
        assertThat(privateFiles(home)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void privateKeysAreForTheirOwnerOnly() throws Exception {
        Home home = prepared();
        try (Stream<Path> walk = Files.walk(home.root())) {
            for (Path key : walk.filter(SiteIdentitiesTest::isPrivate).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                        .as(key.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void bothEndsOfALinkAndNobodyElseShareItsSecret() throws Exception {
        Home home = prepared();
        for (QkdLink link : NetworkPlan.LINKS) {
            Path alice = home.identity(link.alice()).resolve(link.secretFile());
            assertThat(alice).hasSize(LinkSecrets.SECRET_BYTES);
            assertThat(home.identity(link.bob()).resolve(link.secretFile()))
                    .hasSameBinaryContentAs(alice);
            try (Stream<Path> walk = Files.walk(home.root())) {
                assertThat(walk.filter(file -> file.endsWith(link.secretFile()))).hasSize(2);
            }
        }
    }

    @Test
    void anEndThatMissedItsSecretGetsThatOfTheOtherEnd() throws Exception {
        Home home = prepared();
        QkdLink link = NetworkPlan.LINKS.getFirst();
        Path bob = home.identity(link.bob()).resolve(link.secretFile());
        byte[] before = Files.readAllBytes(bob);
        Files.delete(bob);
        new SiteIdentities(home, Clock.systemUTC(), new SecureRandom()).prepare();
        assertThat(bob).hasBinaryContent(before);
    }

    @Test
    void enrolsTheGatewaysOfAllSitesAtEachSite() throws Exception {
        Home home = prepared();
        assertThat(Enrolment.read(home.enrolment(NetworkPlan.OSAKA)))
                .extracting(Enrolment.Sae::id)
                .containsExactlyInAnyOrder(
                        "gateway-tokyo",
                        "gateway-kochi",
                        "gateway-koganei",
                        "gateway-nagoya",
                        "gateway-osaka");
    }

    @Test
    void tokensVerifyUnderThePublishedKey() throws Exception {
        Home home = prepared();
        Path identity = home.identity(NetworkPlan.KOCHI);
        String token =
                TokenIssuer.open(identity, "kochi", Clock.systemUTC())
                        .token("clinician", List.of(Role.CLINICIAN));
        JWKSet keys = JWKSet.parse(Files.readString(identity.resolve("jwks.json")));
        SignedJWT signed = SignedJWT.parse(token);
        assertThat(signed.verify(new ECDSAVerifier(keys.getKeys().get(0).toECKey()))).isTrue();
        assertThat(signed.getJWTClaimsSet().getIssuer()).isEqualTo("warifu-dev-kochi");
        assertThat(keys.getKeys().get(0).isPrivate()).isFalse();
    }

    private Home prepared() throws Exception {
        Home home = new Home(folder);
        new SiteIdentities(home, Clock.systemUTC(), new SecureRandom()).prepare();
        return home;
    }

    private static List<String> privateFiles(Home home) throws Exception {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(home.root())) {
            for (Path file : walk.filter(SiteIdentitiesTest::isPrivate).sorted().toList()) {
                contents.add(file + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static boolean isPrivate(Path file) {
        String name = file.toString();
        return name.endsWith(".key") || name.endsWith("issuer.jwk") || name.endsWith(".secret");
    }
}
