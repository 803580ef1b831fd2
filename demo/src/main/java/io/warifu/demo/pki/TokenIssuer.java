package io.warifu.demo.pki;

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
import io.warifu.servicekit.token.Role;
import io.warifu.servicekit.token.TokenChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * The development issuer of access tokens of one site, in the place of its sign-in service. Its key
 * lies in the site's identity folder; whoever can read that file can be anyone there.
 */
public final class TokenIssuer {

    private static final String PRIVATE_FILE = "issuer.jwk";
    private static final String PUBLIC_FILE = "jwks.json";

    private final String issuer;
    private final ECKey key;
    private final Clock clock;

    private TokenIssuer(String issuer, ECKey key, Clock clock) {
        this.issuer = issuer;
        this.key = key;
        this.clock = clock;
    }

    /** Reads the issuer kept in {@code identity}, or makes it. */
    public static TokenIssuer open(Path identity, String siteName, Clock clock) throws IOException {
        Path file = identity.resolve(PRIVATE_FILE);
        try {
            ECKey key;
            if (Files.exists(file)) {
                key = ECKey.parse(Files.readString(file));
            } else {
                Files.createDirectories(identity);
                key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
                Pem.writePrivate(file, key.toJSONString());
            }
            Pem.writePublic(
                    identity.resolve(PUBLIC_FILE), new JWKSet(key.toPublicJWK()).toString());
            return new TokenIssuer("warifu-dev-" + siteName, key, clock);
        } catch (JOSEException | ParseException e) {
            throw new IOException("cannot open the token issuer in " + identity, e);
        }
    }

    /** A token for {@code user} in {@code roles}, good for a quarter of an hour. */
    @SuppressWarnings("JavaUtilDate") // The claims builder takes nothing else.
    public String token(String user, List<Role> roles) {
        Instant now = clock.instant();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(TokenChecks.AUDIENCE)
                        .subject(user)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(TokenChecks.MAX_LIFE)))
                        .claim("roles", roles.stream().map(Role::claim).toList())
                        .build();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a P-256 key signs ES256", e);
        }
        return token.serialize();
    }
}
