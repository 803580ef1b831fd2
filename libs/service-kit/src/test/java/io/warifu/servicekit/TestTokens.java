package io.warifu.servicekit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A throw-away token issuer for tests. */
public final class TestTokens {

    private final String issuer;
    private final ECKey key;

    public TestTokens(String issuer) {
        this.issuer = issuer;
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** Writes the public keys to {@code folder/jwks.json} and returns that file. */
    public Path writeKeys(Path folder) {
        Path file = folder.resolve("jwks.json");
        try {
            Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    public String token(String user, String... roles) {
        return token(user, "warifu", Duration.ofMinutes(10), roles);
    }

    @SuppressWarnings("JavaUtilDate") // The claims builder takes nothing else.
    public String token(String user, String audience, Duration life, String... roles) {
        Instant now = Instant.now();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject(user)
                        .issueTime(Date.from(now.minusSeconds(1)))
                        .expirationTime(Date.from(now.plus(life)))
                        .claim("roles", List.of(roles))
                        .build();
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a test token", e);
        }
        return jwt.serialize();
    }
}
